import { readdir } from "node:fs/promises"
import { lastLines, runCommand } from "./run-command.mjs"
import { SetupFailure } from "./failure.mjs"

const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
const apt = (/** @type {readonly string[]} */ ...args) => runCommand("apt-get", ["-q", ...args], { env })

/** Fetches the package lists unless some are there already. */
export async function haveAptLists() {
  const files = await readdir("/var/lib/apt/lists").catch(() => [])
  if (!files.some((name) => name.includes("_Packages"))) await apt("update")
}

/**
 * Which of several names this release knows: libraries were renamed when Debian and Ubuntu moved to 64-bit time.
 * @param {readonly string[]} names newest first
 */
export async function knownToApt(names) {
  for (const name of names.slice(0, -1)) {
    if ((await runCommand("apt-cache", ["show", "--no-all-versions", name])).code === 0) return name
  }
  return names.at(-1) ?? ""
}

/**
 * Installs with the lists that are there, and once more with fresh ones when those turn out to be too old.
 * @param {readonly string[]} names
 */
export async function aptInstall(names) {
  const install = () => apt("install", "-y", "--no-install-recommends", ...names)
  let outcome = await install()
  if (outcome.code !== 0) {
    await apt("update")
    outcome = await install()
  }
  if (outcome.code === 0) return
  throw new SetupFailure({
    what: "System packages could not be installed: `apt-get install` failed.",
    why: lastLines(outcome.output, 8),
    todo: `Run it by hand to see more: apt-get update && apt-get install -y ${names.join(" ")}`,
  })
}
