import reactHooks from "eslint-plugin-react-hooks"
import globals from "globals"
import tseslint from "typescript-eslint"

/** What a folder may not import. The path tells where a file may run; tests/layers.test.ts walks the same rules. */
const layer = (files, groups) => ({
  files,
  rules: {
    "no-restricted-imports": "off",
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: groups.map(({ group, message, allowTypeImports = false }) => ({
          group,
          message,
          allowTypeImports,
        })),
      },
    ],
  },
})
const noElectron = { group: ["electron", "electron/*"], message: "Electron belongs to main and preload." }
const noApps = { group: ["**/main/**", "**/cli/**"], message: "Nothing imports main or cli." }
const noNode = {
  group: ["node:*", "!node:crypto", "fs", "path", "os", "child_process", "http", "https", "net"],
  message: "Core is pure: side effects stand behind a port.",
}

const forbidden = [
  ["MemberExpression[object.name='ipcMain']", "Only main/ipc/register.ts may use ipcMain."],
  [
    "NewExpression[callee.name='BrowserWindow']",
    "Only window.ts and ceremony-window.ts of main make windows.",
  ],
  [
    "MemberExpression[object.name='shell'][property.name='openExternal']",
    "Only main/open-link.ts opens links.",
  ],
  ["MemberExpression[object.name='console']", "Use the log, which redacts, or the command line's output."],
  ["JSXAttribute[name.name='dangerouslySetInnerHTML']", "Markup comes from React only."],
  ["MemberExpression[property.name='findCredentials']", "keytar's findCredentials crashes the process."],
  [
    "CallExpression[callee.property.name='mock'][callee.object.name='vi']",
    "Fakes implement the port; modules are not mocked.",
  ],
].map(([selector, message]) => ({ selector, message }))

const allow = (files, ...parts) => ({
  files,
  rules: {
    "no-restricted-syntax": [
      "error",
      ...forbidden.filter(({ selector }) => !parts.some((part) => selector.includes(part))),
    ],
  },
})

export default tseslint.config(
  { ignores: ["out/", "dist/", "node_modules/", "coverage/", "**/fixtures/"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        // One program for all: three would check what they share three times. What each may use, `npm run types` says.
        project: ["./tsconfig.lint.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "no-restricted-syntax": ["error", ...forbidden],
      "@typescript-eslint/consistent-type-imports": "error",
      // The compiler forbids enums of ours (erasableSyntaxOnly), and looking for them takes a tenth of the time.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `() => void work()` is how an event handler starts what it does not wait for.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-eval": "error",
    },
  },
  { files: ["src/renderer/**/*.{ts,tsx}"], extends: [reactHooks.configs.flat["recommended-latest"]] },
  layer(
    ["src/core/**/*.ts"],
    [
      noElectron,
      noApps,
      noNode,
      { group: ["**/adapters/**", "**/shared/**"], message: "Core imports core." },
    ],
  ),
  layer(
    ["src/shared/**/*.ts"],
    [
      noElectron,
      noApps,
      { group: ["node:*"], message: "Shared code runs in the page too." },
      { group: ["**/adapters/**"], message: "Shared code has no side effects." },
    ],
  ),
  layer(["src/adapters/**/*.ts"], [noElectron, noApps]),
  layer(
    ["src/cli/**/*.ts"],
    [noElectron, { group: ["**/main/**"], message: "The command line has no window." }],
  ),
  layer(
    ["src/renderer/**/*.{ts,tsx}"],
    [
      noElectron,
      noApps,
      { group: ["node:*"], message: "The page has no Node." },
      { group: ["**/adapters/**"], message: "The page asks main." },
      { group: ["**/core/**"], message: "The page knows core by its types only.", allowTypeImports: true },
    ],
  ),
  allow(["src/main/ipc/register.ts"], "ipcMain"),
  allow(["src/main/window.ts", "src/main/platform-authenticator/ceremony-window.ts"], "BrowserWindow"),
  allow(["src/main/open-link.ts"], "shell"),
  allow(["src/main/log.ts", "src/cli/output.ts", "bench/**/*.ts"], "console"),
  {
    files: ["tests/**/*.{ts,tsx}", "bench/**/*.ts"],
    rules: { "max-lines": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.mjs", "bin/keycard"],
    languageOptions: { globals: globals.node },
    rules: {
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-undef": "error",
      eqeqeq: "error",
      "max-lines": ["error", { max: 300 }],
    },
  },
)
