/** @file Makes a TypeScript file runnable by plain Node, for tests that need a process of their own. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { build } from "vite"

const root = resolve(import.meta.dirname, "../..")
const built = new Map<string, Promise<string>>()

/**
 * Bundles a file with all it imports, native modules excepted.
 * @param entry path from the root of the repository.
 * @returns path of an ES module that lives for an hour at least. It stands under node_modules, so that what was left
 * out of the bundle is found from there.
 */
export function bundleTypeScript(entry: string): Promise<string> {
  const running = built.get(entry) ?? bundle(entry)
  built.set(entry, running)
  return running
}

async function bundle(entry: string): Promise<string> {
  const cache = join(root, "node_modules/.cache/keycard-tests")
  mkdirSync(cache, { recursive: true })
  removeOld(cache)
  const outDir = mkdtempSync(join(cache, `${basename(entry, ".ts")}-`))
  await build({
    root,
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    ssr: { noExternal: true, external: ["electron", "keytar", "sharp", "vite"] },
    build: {
      ssr: resolve(root, entry),
      outDir,
      target: "node20",
      minify: false,
      rollupOptions: {
        output: { format: "es", entryFileNames: "entry.mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  })
  return join(outDir, "entry.mjs")
}

/** A worker of the test runner is ended without a chance to tidy up: the next run does it. */
function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const stats = statSync(join(cache, name), { throwIfNoEntry: false })
    if (stats !== undefined && Date.now() - stats.mtimeMs > 3_600_000) {
      rmSync(join(cache, name), { recursive: true, force: true })
    }
  }
}
