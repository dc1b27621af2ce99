import { mkdir, stat } from "node:fs/promises"
import { dirname } from "node:path"
import { codeOf, failure } from "./file-error.ts"

/** Somebody else may remove or make a folder meanwhile: what is above it is made so often. */
const ATTEMPTS = 3

/**
 * Makes a folder and those above it; one that is there stays as it is. Node's own `recursive` tries for ever where the
 * system says "not there" of a folder whose parent is there, as an automounter does, and `/proc`.
 *
 * @throws an error with a system `code`
 */
export async function makeFolder(path: string, options: { readonly mode: number }): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(path, { mode: options.mode })
      return
    } catch (error) {
      if (codeOf(error) !== "ENOENT") {
        // Some systems name other reasons first, of a folder that is there.
        const there = await stat(path).catch(() => null)
        if (there?.isDirectory() === true) return
        if (codeOf(error) !== "EEXIST") throw error
        throw failure(there === null ? "ENOENT" : "ENOTDIR")
      }
      const parent = dirname(path)
      if (parent === path || attempt === ATTEMPTS) throw error
      await makeFolder(parent, options)
    }
  }
}
