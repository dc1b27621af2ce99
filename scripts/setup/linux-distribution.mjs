import { readFile } from "node:fs/promises"

/** @typedef {"debian" | "fedora" | "arch" | "other"} Family who packages the system libraries, and so with which command */

/**
 * @param {string} osRelease the text of /etc/os-release (see os-release(5))
 * @returns {Family}
 */
export function familyOf(osRelease) {
  const ids = new Set()
  for (const line of osRelease.split("\n")) {
    const value = /^ID(?:_LIKE)?=["']?([^"']*)["']?\s*$/.exec(line)?.[1] ?? ""
    for (const id of value.split(" ")) ids.add(id)
  }
  if (ids.has("debian") || ids.has("ubuntu")) return "debian"
  if (ids.has("fedora") || ids.has("rhel") || ids.has("centos")) return "fedora"
  if (ids.has("arch")) return "arch"
  return "other"
}

/** @returns {Promise<Family>} */
export async function thisFamily() {
  return familyOf(await readFile("/etc/os-release", "utf8").catch(() => ""))
}
