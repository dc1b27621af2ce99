import { resolve } from "node:path"
import react from "@vitejs/plugin-react"
import { defineConfig } from "electron-vite"

// Native code stays outside the bundle; everything else is bundled, so that a start reads a few files, not thousands.
const native = ["electron", "keytar", "sharp"]
// The oldest Node that runs this code: the command line's own minimum, and Electron 33's.
const target = "node20.18"

export default defineConfig({
  main: {
    build: {
      target,
      minify: true,
      externalizeDeps: false,
      outDir: "out/main",
      rollupOptions: {
        external: native,
        input: {
          index: resolve("src/main/index.ts"),
          app: resolve("src/main/app.ts"),
          "keychain-process": resolve("src/main/keychain-process.ts"),
          "import-worker": resolve("src/adapters/imports/import-worker.ts"),
        },
        // CommonJS starts sooner than ES modules, and its compiled code can be kept (src/main/compiled-code.ts).
        output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name]-[hash].cjs" },
      },
    },
  },
  preload: {
    build: {
      target,
      externalizeDeps: false,
      outDir: "out/preload",
      rollupOptions: {
        external: ["electron"],
        input: { index: resolve("src/preload/index.ts") },
        // A sandboxed preload is CommonJS, one file.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "src/renderer",
    plugins: [react()],
    build: {
      target: "chrome130",
      minify: true,
      outDir: "out/renderer",
      assetsInlineLimit: 0, // the content security policy allows no data: fonts or scripts
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: resolve("src/renderer/index.html") } },
    },
    worker: { format: "es" },
  },
})
