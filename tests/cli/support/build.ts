/** @file Which `keycard` the tests run: the built one, or where the sources are newer a build for the tests alone. */
import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs"
import { join, relative, resolve } from "node:path"
import { build } from "vite"

export const root = resolve(import.meta.dirname, "../../..")
export const realCommand = join(root, "bin/keycard")
const cache = join(root, "node_modules/.cache/keycard-tests/cli")

/** What the bundle is made of; the page is no part of it. */
function sources(): string[] {
  const src = join(root, "src")
  const files = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => /^(cli|core|adapters|shared|main)\b.*\.ts$/.test(file))
    .map((file) => join(src, file))
  return [...files.sort(), join(root, "package.json"), join(root, "cli.vite.config.ts")]
}

/** Whether `out/` was built after the last change of a source. */
export function isBuilt(): boolean {
  const built = join(root, "out/cli/cli.cjs")
  return existsSync(built) && sources().every((file) => statSync(file).mtimeMs <= statSync(built).mtimeMs)
}

let found: Promise<string> | undefined

/** A script for Node: `bin/keycard`, or the tests' own build of the same entry. */
export function keycardScript(): Promise<string> {
  return (found ??= isBuilt() ? Promise.resolve(realCommand) : ownBuild())
}

/** Built once for all processes that test the same sources. Under node_modules, where native packages are found. */
async function ownBuild(): Promise<string> {
  const hash = createHash("sha256")
  for (const file of sources()) hash.update(`${relative(root, file)}\0`).update(readFileSync(file))
  const folder = join(cache, hash.digest("hex").slice(0, 16))
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true })
    const outDir = mkdtempSync(join(cache, "new-"))
    await bundle(outDir)
    try {
      renameSync(outDir, folder)
    } catch {
      // Another process was first; its build is the same.
      rmSync(outDir, { recursive: true, force: true })
    }
    for (const old of readdirSync(cache).filter((name) => join(cache, name) !== folder)) {
      const path = join(cache, old)
      if (Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true })
    }
  }
  return join(folder, "cli.cjs")
}

async function bundle(outDir: string): Promise<void> {
  const configFile = join(root, "cli.vite.config.ts")
  await build({ root, configFile, logLevel: "silent", build: { outDir, emptyOutDir: false } })
}
