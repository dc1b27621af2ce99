/** @file Builds `out/` from the sources, unless it was built from these very sources. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { compileMain } from "./compile-main.mjs"
import { setUp } from "./setup.mjs"
import { runMain, SetupFailure } from "./setup/failure.mjs"
import { projectRoot } from "./setup/paths.mjs"
import { showProgress } from "./setup/progress.mjs"
import { runCommand } from "./setup/run-command.mjs"
import { fingerprintOf, isStamped, writeStamp } from "./setup/stamp.mjs"

/** All that a build depends on. */
const inputs = [
  "src",
  "electron.vite.config.ts",
  "cli.vite.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
]
const outputs = ["out/main/index.cjs", "out/cli/cli.cjs", "out/preload/index.cjs", "out/renderer/index.html"]

/** Quiet when all is well; shows all that the build says when it fails. */
export async function build(env = process.env, root = projectRoot) {
  const stampFile = join(root, "out", ".built-from")
  const fingerprint = await fingerprintOf(root, inputs)
  const isComplete = outputs.every((file) => existsSync(join(root, file)))
  if (!isComplete || !(await isStamped(stampFile, fingerprint))) {
    await bundle(env, root)
    await writeStamp(stampFile, fingerprint)
  }
  await compileMain(env, fingerprint, root)
}

/** @param {NodeJS.ProcessEnv} env @param {string} root */
async function bundle(env, root) {
  await showProgress("Building Keycard", async () => {
    const module = (/** @type {string[]} */ ...path) => join(root, "node_modules", ...path)
    const commands = [
      [module("electron-vite", "bin", "electron-vite.js"), "build"],
      [module("vite", "bin", "vite.js"), "build", "--config", "cli.vite.config.ts"],
    ]
    for (const command of commands) {
      const { code, output } = await runCommand(process.execPath, command, { cwd: root, env })
      if (code === 0) continue
      throw new SetupFailure({
        what: "Keycard could not be built.",
        why: output.trim(),
        todo: "Mend what the lines above name, then run the command again.",
      })
    }
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runMain(async () => {
    await setUp()
    await build()
    return 0
  })
}
