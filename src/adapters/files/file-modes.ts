import { promises } from "node:fs"
import type { FileModes } from "../../core/ports/file-modes.ts"
import { CHANGED, failure, fileError } from "./file-error.ts"

const RIGHTS = 0o777

export const fileModes: FileModes = {
  async change(path, from, to) {
    try {
      // By one handle: what is judged is what is changed, whatever another program puts in its place meanwhile.
      const file = await promises.open(path, "r")
      try {
        const { mode } = await file.stat()
        if ((mode & RIGHTS) !== from) throw failure(CHANGED)
        await file.chmod(to & RIGHTS)
      } finally {
        await file.close()
      }
    } catch (error) {
      throw fileError(error, path)
    }
  },
}
