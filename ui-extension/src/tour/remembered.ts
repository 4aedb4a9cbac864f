import type { Me } from "../host";

const place = "ringback.tour";

/** wantsTour is true in the demonstration, whose key is named so, for an administrator who has not put the tour away in this browser. */
export function wantsTour(me: Pick<Me, "name" | "role">): boolean {
  return me.role === "admin" && me.name.startsWith("demo ") && !seen();
}

function seen(): boolean {
  try {
    return localStorage.getItem(place) !== null;
  } catch {
    return true; // a browser that keeps nothing would be shown it each time
  }
}

/** remember puts the tour away for good. */
export function remember(): void {
  try {
    localStorage.setItem(place, "seen");
  } catch {
    // it is away for this page
  }
}
