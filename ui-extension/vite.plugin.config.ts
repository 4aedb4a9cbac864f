import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { noRemoteFonts } from "./no-remote-fonts.ts";
import { pluginStrings } from "./plugin-strings.ts";
import pkg from "./package.json" with { type: "json" };

// Flex puts these on the page before it loads a plugin. They are aliases and no externals, since Paste's CommonJS parts require() them.
const fromFlex = ["react", "react-dom", "redux", "react-redux", "@twilio/flex-ui"].map((name) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(`./src/plugin/shims/${name.split("/").at(-1)}.cjs`, import.meta.url)),
}));

// Paste's theme brings six sets of colours. Flex has a light and a dark one; what the others would be, is the light one.
const twoThemes = { find: /^@twilio-paste\/design-tokens\/dist\/themes\/(evergreen|sendgrid|twilio|twilio-dark)\/tokens\.es6$/, replacement: "@twilio-paste/design-tokens/dist/tokens.es6" };

// One classic script: Flex asks document.currentScript who it is, which a module does not have.
export default defineConfig({
  plugins: [react(), noRemoteFonts(), pluginStrings()],
  resolve: { alias: [...fromFlex, twoThemes] },
  define: {
    "process.env.NODE_ENV": JSON.stringify("production"),
    __PLUGIN_VERSION__: JSON.stringify(pkg.version),
  },
  build: {
    outDir: "dist/plugin",
    emptyOutDir: true,
    target: "es2020",
    sourcemap: false,
    cssCodeSplit: false,
    lib: { entry: "src/plugin/index.ts", formats: ["iife"], name: "RingbackPlugin", fileName: () => "plugin-ringback.js" },
  },
});
