// Runs the stories of this folder, each in a process of its own; `node flex-harness/run.mjs offline` those whose names begin so.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { flexScript } from "./bundle.mjs";

const stories = fileURLToPath(new URL("stories/", import.meta.url));
const [wanted = ""] = process.argv.slice(2);
const chosen = readdirSync(stories).filter((name) => name.endsWith(".mjs") && name.startsWith(wanted)).sort();
await flexScript(); // once, before anybody waits for it
const failed = chosen.filter((name) => spawnSync(process.execPath, [stories + name], { stdio: "inherit", timeout: 400_000 }).status !== 0);
if (chosen.length === 0) failed.push("there is no such story");
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exit(1);
}
