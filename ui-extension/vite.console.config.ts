import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { noRemoteFonts } from "./no-remote-fonts.ts";

// File names hold a hash of their content, so that browsers may keep them for ever.
export default defineConfig({
  plugins: [react(), noRemoteFonts()],
  base: "/",
  build: { outDir: "dist/console", emptyOutDir: true, target: "es2022", sourcemap: false, chunkSizeWarningLimit: 800 },
});
