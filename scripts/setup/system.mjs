import { readdir } from "node:fs/promises"
import { basename, delimiter } from "node:path"
import { aptInstall, haveAptLists, knownToApt } from "./apt.mjs"
import { thisFamily } from "./linux-distribution.mjs"
import { installLine, installedIn, missingElsewhere, missingOnDebian } from "./missing-packages.mjs"
import { showProgress } from "./progress.mjs"
import { runCommand } from "./run-command.mjs"
import { needs } from "./system-packages.mjs"

/** @typedef {import("./system-packages.mjs").Purpose} Purpose */

/** What tests compare with: without it they are skipped, each by name. */
const optional = new Set(["test peers"])

/**
 * Installs what the system lacks for these purposes: by apt as root on Debian and its relatives; everywhere else on
 * Linux it prints the one line to paste, and goes on. On macOS and Windows there is nothing to do.
 * @param {readonly Purpose[]} purposes
 * @returns {Promise<boolean>} whether all that is not optional is there now
 */
export async function prepareSystem(purposes) {
  if (process.platform !== "linux") return true
  const family = await thisFamily()
  const missing = await missingFor(purposes, family)
  if (missing.length === 0) return true
  if (family === "debian" && process.getuid?.() === 0) {
    await installByApt(missing.filter(({ purpose }) => !optional.has(purpose)))
    await installByApt(missing.filter(({ purpose }) => optional.has(purpose))).catch(
      (/** @type {Error} */ error) => {
        console.log(`${error.message}\nGoing on without: tests that compare with these programs are skipped.`)
      },
    )
    return true
  }
  const known = new Map()
  if (family === "debian") for (const { debian } of missing) known.set(debian, await knownToApt(debian))
  const line = installLine(missing, family, (names) => known.get(names))
  const names = missing.map(({ shownBy }) => shownBy).join(", ")
  console.log(`Not installed on this system: ${names}.${line ? ` To install:\n  ${line}` : ""}`)
  return missing.every(({ purpose }) => optional.has(purpose))
}

/**
 * @param {readonly Purpose[]} purposes
 * @param {import("./linux-distribution.mjs").Family} family
 */
async function missingFor(purposes, family) {
  const wanted = purposes.flatMap((purpose) => needs[purpose].map((need) => ({ ...need, purpose })))
  return family === "debian"
    ? missingOnDebian(wanted, await debianPackages(wanted))
    : missingElsewhere(wanted, await filesThere())
}

/** @param {readonly import("./system-packages.mjs").Need[]} missing */
async function installByApt(missing) {
  if (missing.length === 0) return
  const count = `${missing.length} system package${missing.length === 1 ? "" : "s"}`
  const names = missing.map(({ debian }) => debian.at(-1)).join(" ")
  await showProgress(`Installing ${count} (${names})`, async () => {
    await haveAptLists()
    await aptInstall(await Promise.all(missing.map(({ debian }) => knownToApt(debian))))
  })
}

/** @param {readonly import("./system-packages.mjs").Need[]} wanted */
async function debianPackages(wanted) {
  const names = wanted.flatMap(({ debian }) => debian)
  const { output } = await runCommand("dpkg-query", [
    "-W",
    "-f",
    "${Package} ${db:Status-Status}\\n",
    ...names,
  ])
  return installedIn(output)
}

/** File names of the libraries that the loader knows and of the commands in PATH. */
async function filesThere() {
  const { output } = await runCommand("ldconfig", ["-p"])
  const libraries = output.split("\n").map((line) => basename(line.trim().split(" => ").at(-1) ?? ""))
  const folders = (process.env.PATH ?? "").split(delimiter)
  const commands = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))
  return new Set([...libraries, ...commands.flat()])
}
