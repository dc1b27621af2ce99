import { resolve } from "node:path"
import { defineConfig } from "vite"

/**
 * The command line by itself. CommonJS: on the oldest Node that runs it, an ES module takes 7 ms longer to start, and
 * there are two processes. Small and split: a command compiles what it needs and nothing else. Names are kept, so that
 * the report of a fault says where it was.
 */
export default defineConfig({
  publicDir: false,
  // Native code stays outside the bundle.
  ssr: { noExternal: true, external: ["electron", "keytar", "sharp"] },
  build: {
    ssr: true,
    outDir: "out/cli",
    target: "node20.18",
    rollupOptions: {
      input: {
        cli: resolve("src/cli/index.ts"),
        "keychain-process": resolve("src/main/keychain-process.ts"),
        "import-worker": resolve("src/adapters/imports/import-worker.ts"),
      },
      output: {
        format: "cjs",
        entryFileNames: "[name].cjs",
        chunkFileNames: "chunks/[name]-[hash].cjs",
        minify: { compress: true, mangle: false, codegen: true },
      },
    },
  },
})
