// Makes one script of the published Flex UI and what it depends on. It takes in code under other licences, so it stays on this machine,
// among the packages, under the hash of what it was made of.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const madeOf = ["package-lock.json", "entry.mjs", "bundle.mjs"];

/** flexScript gives the path of the bundled Flex UI, made on first use. */
export async function flexScript() {
  const hash = createHash("sha256");
  for (const name of madeOf) hash.update(await readFile(path.join(here, name)));
  const file = path.join(here, "node_modules", `.flex-ui-${hash.digest("hex").slice(0, 16)}.js`);
  if (!existsSync(file)) await make(file);
  return file;
}

async function make(file) {
  const { build } = await import("esbuild");
  const half = `${file}.half`;
  await build({
    entryPoints: [path.join(here, "entry.mjs")],
    bundle: true,
    format: "iife",
    minify: true,
    charset: "utf8",
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"', global: "window" },
    alias: { path: "path-browserify" },
    // Some of the packages were written for Node.
    banner: { js: 'var process={env:{NODE_ENV:"production"},browser:true,version:"",nextTick:function(f){Promise.resolve().then(f)}};' },
    outfile: half,
  });
  await rename(half, file);
}
