import { useEffect, useState } from "react";

/** useSettled is a value that has stayed the same for so long: what is typed is asked once, not at each key. */
export function useSettled<Value>(value: Value, milliseconds = 200): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text === undefined ? (undefined as Value) : (JSON.parse(text) as Value));
    }, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [text, milliseconds]);
  return settled;
}
