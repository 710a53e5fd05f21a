// What our scripts must keep to; `make check` allows no warning. Their layout: docs/how-to/change-a-script.md.
import js from "@eslint/js";
import globals from "globals";

// Modules that know no page: `node --test` runs them, and the page is given to them.
const PURE = ["queue", "store", "connection", "saver", "presence"].map((name) => `draft/${name}`);
const DOOR = ["ages", "store", "acts", "list", "sender"].map((name) => `door/${name}`);
const PURE_NAMES = [...PURE, ...DOOR, "meeting/follower", "shared/*"];
const PURE_FILES = PURE_NAMES.map((name) => `src/fordel/web/assets/js/${name}.js`);
const ANYWHERE = { TextEncoder: "readonly", AbortController: "readonly", AbortSignal: "readonly" };

export default [
  { ignores: ["**/static/", ".venv/", ".bootstrap/", "var/", "build/", "dist/"] },
  js.configs.recommended,
  {
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "max-depth": ["error", 3],
      "max-len": ["error", { code: 120, ignoreUrls: true }],
      "max-lines": ["error", 250],
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
  },
  { files: ["src/fordel/web/assets/js/**/*.js"], languageOptions: { globals: globals.browser } },
  {
    // Overrides the browser's globals one by one: a pure module that reads `document` does not pass.
    files: PURE_FILES,
    languageOptions: {
      globals: { ...Object.fromEntries(Object.keys(globals.browser).map((name) => [name, "off"])), ...ANYWHERE },
    },
  },
  { files: ["eslint.config.js", "tests/js/**/*.js"], languageOptions: { globals: globals.node } },
];
