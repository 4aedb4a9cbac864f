import { useState } from "react";

let given = 0;

/** useId gives an id that no other element of the page has. React has its own from version 18 on; Flex has 17. */
export function useId(): string {
  const [id] = useState(() => `ringback-${++given}`);
  return id;
}
