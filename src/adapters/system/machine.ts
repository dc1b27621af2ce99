import { constants, promises } from "node:fs"
import { delimiter, isAbsolute, join } from "node:path"
import type { Machine } from "../../core/ports/machine.ts"

/** This machine, looked at and never changed. */
export function createMachine(env: Machine["env"], platform: NodeJS.Platform = process.platform): Machine {
  /** Windows starts what has one of these endings, and knows no right to be executed. */
  const endings = platform === "win32" ? ["", ...(env.PATHEXT ?? ".EXE;.CMD;.BAT").split(";")] : [""]

  async function stateOf(path: string): Promise<"there" | "missing" | "not-executable"> {
    try {
      if (!(await promises.stat(path)).isFile()) return "not-executable"
    } catch {
      return "missing"
    }
    try {
      await promises.access(path, constants.X_OK)
      return "there"
    } catch {
      return "not-executable"
    }
  }

  return {
    env,
    async permissions(path) {
      if (platform === "win32") return null
      try {
        const stats = await promises.stat(path)
        return { mode: stats.mode & 0o777, folder: stats.isDirectory() }
      } catch {
        // What cannot be looked at is named by whoever needs it.
        return null
      }
    },
    async program(name) {
      const folders = isAbsolute(name) || /[\\/]/.test(name) ? [""] : (env.PATH ?? "").split(delimiter)
      const paths = folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)))
      let best: "missing" | "not-executable" = "missing"
      for (const path of paths) {
        const state = await stateOf(path)
        if (state === "there") return "there"
        if (state === "not-executable") best = state
      }
      return best
    },
  }
}
