import type { Plugin } from "vite";

const themeFile = /@twilio-paste[\\/]theme[\\/]dist/;
const remoteFace = /@font-face\s*\{[^}]*paste-fonts[^}]*\}/g;

/** Paste's theme would fetch its fonts from Twilio. Without them the system's font is used, and the pages call nobody but Ringback. */
export function noRemoteFonts(): Plugin {
  return {
    name: "no-remote-fonts",
    enforce: "pre",
    transform(code, id) {
      return themeFile.test(id) ? { code: code.replace(remoteFace, ""), map: null } : undefined;
    },
  };
}
