import { useEffect, useRef, type RefObject } from "react";

/** useCurrentInSight keeps the link to where one is in sight, in a navigation that scrolls sideways. */
export function useCurrentInSight(at: string): RefObject<HTMLDivElement> {
  const nav = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const all = nav.current;
    const here = all?.querySelector<HTMLElement>("[aria-current=page]");
    if (!all || !here) return;
    const [room, link] = [all.getBoundingClientRect(), here.getBoundingClientRect()];
    all.scrollLeft += link.left < room.left ? link.left - room.left : Math.max(0, link.right - room.right);
  }, [at]);
  return nav;
}
