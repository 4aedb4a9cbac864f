import { useEffect } from "react";

const patience = 3000; // milliseconds: a view may still be loading

/** useFrame draws a frame around what a selector finds, as soon as it is there, and takes it away again. */
export function useFrame(selector: string): void {
  useEffect(() => {
    let framed: HTMLElement | undefined;
    const until = Date.now() + patience;
    let timer: ReturnType<typeof setTimeout>;
    function look() {
      const found = document.querySelector<HTMLElement>(selector);
      if (found) {
        framed = found;
        found.scrollIntoView?.({ block: "nearest", inline: "center" });
        found.style.outline = "2px solid currentColor";
        found.style.outlineOffset = "-2px";
      } else if (Date.now() < until) {
        timer = setTimeout(look, 100);
      }
    }
    look();
    return () => {
      clearTimeout(timer);
      if (framed) framed.style.outline = framed.style.outlineOffset = "";
    };
  }, [selector]);
}
