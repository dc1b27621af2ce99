import { createHash } from "node:crypto"
import { mkdir, readFile, readdir, rename, stat, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

/** @param {string | Buffer} content */
export const sha256 = (content) => createHash("sha256").update(content).digest("hex")

/**
 * A stamp is a small file that says for which inputs a result was made.
 * @param {string} stampFile
 * @param {string} fingerprint
 * @returns {Promise<boolean>} true only when the stamp is there and says exactly this
 */
export async function isStamped(stampFile, fingerprint) {
  try {
    return (await readFile(stampFile, "utf8")).trim() === fingerprint
  } catch {
    return false
  }
}

/**
 * Written whole or not at all, so that an interrupted run never looks finished.
 * @param {string} stampFile
 * @param {string} fingerprint
 */
export async function writeStamp(stampFile, fingerprint) {
  await mkdir(dirname(stampFile), { recursive: true })
  const temporary = `${stampFile}.${process.pid}`
  await writeFile(temporary, `${fingerprint}\n`)
  await rename(temporary, stampFile)
}

/**
 * One hash over the names and contents of files and whole folders, in a fixed order. A path that does not exist
 * counts as such: its appearance changes the fingerprint.
 * @param {string} root
 * @param {readonly string[]} paths relative to root
 */
export async function fingerprintOf(root, paths) {
  const hash = createHash("sha256")
  for (const path of paths) {
    for (const file of await filesUnder(root, path)) {
      hash.update(`${file}\0${sha256(await readFile(join(root, file)))}\n`)
    }
    hash.update(`${path}\0end\n`)
  }
  return hash.digest("hex")
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {Promise<string[]>} relative to root, sorted, with "/" on every system
 */
async function filesUnder(root, path) {
  const kind = await stat(join(root, path)).catch(() => undefined)
  if (kind === undefined) return []
  if (!kind.isDirectory()) return [path]
  const entries = await readdir(join(root, path), { withFileTypes: true })
  const names = entries.map((entry) => entry.name).sort()
  const nested = await Promise.all(names.map((name) => filesUnder(root, `${path}/${name}`)))
  return nested.flat()
}
