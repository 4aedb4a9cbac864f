import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/schema.ts", "**/*.cjs"] },
  ...tseslint.configs.strict,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    extends: [jsxA11y.flatConfigs.strict],
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-lines": ["error", 350],
      // Only the plugin knows Flex: everything else runs in the console too.
      "no-restricted-imports": ["error", { paths: ["@twilio/flex-ui"] }],
    },
  },
  { files: ["src/plugin/**"], rules: { "no-restricted-imports": "off" } },
);
