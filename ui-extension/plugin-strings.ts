import type { Plugin } from "vite";

const inPlugin = ["booking", "card", "desk", "mine", "queue", "shell", "states"];
const topicFile = /[\\/]strings[\\/](?:en|ar)[\\/](\w+)\.ts$/;

/** pluginStrings leaves out of the plugin the texts of screens that only the console has, and fails when one of them is asked for. */
export function pluginStrings(): Plugin {
  const left = new Set<string>();
  return {
    name: "plugin-strings",
    enforce: "pre",
    transform(_code, id) {
      const topic = topicFile.exec(id)?.[1];
      if (!topic || inPlugin.includes(topic)) return undefined;
      left.add(topic);
      return { code: `export const ${topic} = {};`, map: null };
    },
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        for (const topic of left) {
          const asked = new RegExp(`["'\`]${topic}\\.[a-z_]+["'\`]`).exec(part.code);
          if (asked) this.error(`the plugin asks for the text ${asked[0]}, and leaves out the topic ${topic}: see plugin-strings.ts`);
        }
      }
    },
  };
}
