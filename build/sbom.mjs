// Writes one CycloneDX document for a program: its Go modules, and the npm packages of the screens that it holds.
//   go version -m PROGRAM | node build/sbom.mjs NAME screens.cdx.json
import { readFileSync } from "node:fs";

const [name, screensFile] = process.argv.slice(2);
const lines = readFileSync(0, "utf8").split("\n").map((line) => line.trim().split(/\s+/));
const go = lines[0].at(-1).replace(/^go/, "");
const version = process.env.VERSION;

// A module that is replaced is followed by what it is replaced with; none is, and if one were it would be missed here.
if (lines.some(([word]) => word === "=>")) throw new Error("a Go module is replaced: teach build/sbom.mjs to name its replacement");
const library = (module, of, hash) => ({
  type: "library",
  "bom-ref": `pkg:golang/${module}@${of}`,
  name: module,
  version: of,
  purl: `pkg:golang/${module}@${of}`,
  ...(hash && { hashes: [{ alg: "SHA-256", content: Buffer.from(hash.slice("h1:".length), "base64").toString("hex") }] }),
});
const modules = lines.filter(([word]) => word === "dep").map(([, module, of, hash]) => library(module, of, hash));
const packages = JSON.parse(readFileSync(screensFile, "utf8")).components.map((p) => ({
  type: "library",
  "bom-ref": p.purl,
  name: p.name,
  version: p.version,
  purl: p.purl,
  ...(p.licenses && { licenses: p.licenses }),
  ...(p.hashes && { hashes: p.hashes }),
}));
if (modules.length === 0 || packages.length === 0) throw new Error(`${modules.length} Go modules, ${packages.length} npm packages: one kind is missing`);

console.log(
  JSON.stringify(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      version: 1,
      metadata: { component: { type: "application", "bom-ref": name, name: "ringback", version, licenses: [{ license: { id: "Apache-2.0" } }] } },
      components: [library("stdlib", go), ...modules, ...packages],
    },
    null,
    1,
  ),
);
