/** @typedef {import("./system-packages.mjs").Need} Need */

/**
 * @param {string} listing of `dpkg-query -W -f '${Package} ${db:Status-Status}\n'`, one package a line
 * @returns {Set<string>} names of those that are installed, not those of which only settings are left
 */
export function installedIn(listing) {
  const lines = listing.split("\n").map((line) => line.trim().split(" "))
  return new Set(lines.filter(([, status]) => status === "installed").map(([name = ""]) => name))
}

/**
 * @template {Need} T
 * @param {readonly T[]} wanted
 * @param {ReadonlySet<string>} installed Debian package names
 */
export function missingOnDebian(wanted, installed) {
  return wanted.filter(({ debian }) => !debian.some((name) => installed.has(name)))
}

/**
 * @template {Need} T
 * @param {readonly T[]} wanted
 * @param {ReadonlySet<string>} fileNames of the libraries and commands that are there
 */
export function missingElsewhere(wanted, fileNames) {
  return wanted.filter(({ shownBy }) => !fileNames.has(shownBy))
}

/**
 * The one line to paste that installs these, or undefined where we do not know the system's package manager.
 * @param {readonly Need[]} missing
 * @param {import("./linux-distribution.mjs").Family} family
 * @param {(names: readonly string[]) => string} pickDebian the name that this release of Debian or Ubuntu knows
 */
export function installLine(missing, family, pickDebian = (names) => names.at(-1) ?? "") {
  const join = (/** @type {string[]} */ names) => [...new Set(names)].join(" ")
  if (family === "debian")
    return `sudo apt-get install -y ${join(missing.map((need) => pickDebian(need.debian)))}`
  if (family === "fedora") return `sudo dnf install -y ${join(missing.map(({ fedora }) => fedora))}`
  if (family === "arch") return `sudo pacman -S --needed ${join(missing.map(({ arch }) => arch))}`
  return undefined
}
