import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { SetupFailure } from "./failure.mjs"
import { projectRoot } from "./paths.mjs"
import { showProgress } from "./progress.mjs"
import { lastLines, runCommand } from "./run-command.mjs"
import { isStamped, sha256, writeStamp } from "./stamp.mjs"

/**
 * Installs the packages of package-lock.json when they are not there or the lock has changed. No package's install
 * script runs here: the one that must (keytar's) has a step of its own, with its own words when it fails.
 */
export async function installNodePackages(root = projectRoot) {
  const stampFile = join(root, "node_modules", ".keycard-lock-hash")
  const lockHash = sha256(await readFile(join(root, "package-lock.json")))
  if (await isStamped(stampFile, lockHash)) return
  await showProgress("Installing packages", async () => {
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    const { code, output } = await runCommand("npm", args, { cwd: root })
    if (code === 0) return
    throw new SetupFailure({
      what: "The packages could not be installed: `npm ci` failed.",
      why: lastLines(output),
      todo: "Check that the npm registry can be reached (npm ping), then run the command again.",
    })
  })
  await writeStamp(stampFile, lockHash)
}
