import { useEffect, useState } from "react";

const narrow = "(max-width: 40rem)";

/** useNarrow is true on a screen too narrow for a table. */
export function useNarrow(): boolean {
  const [is, setIs] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const media = matchMedia(narrow);
    const hear = () => {
      setIs(media.matches);
    };
    media.addEventListener("change", hear);
    return () => {
      media.removeEventListener("change", hear);
    };
  }, []);
  return is;
}
