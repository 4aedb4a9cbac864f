// Runs the stories of this folder, each in a process of its own; `npm run e2e -- console` those whose names begin so.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const [wanted = ""] = process.argv.slice(2);
const stories = readdirSync(here).filter((name) => name.endsWith(".e2e.mjs") && name.startsWith(wanted)).sort();
const failed = stories.filter((name) => spawnSync(process.execPath, [here + name], { stdio: "inherit", timeout: 300_000 }).status !== 0);
if (stories.length === 0) failed.push("there is no such story");
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exit(1);
}
