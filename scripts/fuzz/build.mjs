import { join, resolve } from "node:path"
import { build } from "vite"
import { projectRoot } from "../setup/paths.mjs"
import { countBranches } from "./instrument.mjs"

const counted =
  /\/src\/(?:core|adapters|shared)\/.*\.ts$|\/node_modules\/(?:htmlparser2|@bufbuild\/protobuf|csv-parse|entities)\/.*\.js$/

/** Bundles the targets with their counters. @returns {Promise<string>} the folder with `worker.mjs` and `list.mjs` */
export async function buildTargets() {
  // Under node_modules, so that what is not bundled is found from there.
  const outDir = join(projectRoot, "node_modules", ".cache", "keycard-fuzz")
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [
      {
        name: "keycard-cheap-derivations",
        enforce: "pre",
        // Everybody gets the stand-in but the stand-in itself.
        async resolveId(source, importer) {
          const [, name] = /\/((?:aes-)?kdf\.ts)$/.exec(source) ?? []
          if (name === undefined || importer === undefined || /\/fuzz\/(?:aes-)?kdf\.ts$/.test(importer))
            return null
          return resolve(projectRoot, "fuzz", name)
        },
      },
      countBranches(counted),
    ],
    ssr: { noExternal: true, external: ["electron", "keytar", "sharp"] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rollupOptions: {
        input: { worker: join(projectRoot, "fuzz", "worker.ts"), list: join(projectRoot, "fuzz", "list.ts") },
        output: { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  })
  return outDir
}
