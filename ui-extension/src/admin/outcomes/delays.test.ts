import { describe, expect, it } from "vitest";

import { readDelays, writeDelays } from "./delays";

describe("the delays of a retry", () => {
  it("are read and written in the units that people say", () => {
    expect(readDelays("10m, 2h 1D")).toEqual([600, 7200, 86_400]);
    expect(writeDelays([600, 7200, 72_000, 172_800])).toBe("10m, 2h, 20h, 2d");
    expect(readDelays("")).toEqual([]);
  });
  it("are not guessed at", () => {
    expect(readDelays("10 minutes")).toBeUndefined();
    expect(readDelays("-1h")).toBeUndefined();
  });
});
