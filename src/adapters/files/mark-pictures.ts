import { join } from "node:path"
import { isMarkPicture, MAX_MARK_PICTURE_BYTES } from "../../core/accounts/mark-picture.ts"
import type { MarkPictures } from "../../core/ports/mark-pictures.ts"
import { codeOf, fileError } from "./file-error.ts"
import { nodeFileSystem, type FileSystem } from "./file-system.ts"
import { readWhole } from "./read-whole.ts"
import { resolveTarget } from "./resolve-target.ts"
import { safeWrite } from "./safe-write.ts"

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `<folder>/<account's id>.png`. A file that is no mark's picture any more counts as absent. */
export function createMarkPictures(folder: string, fs: FileSystem = nodeFileSystem): MarkPictures {
  const work = async <T>(id: string, run: (path: string) => Promise<T>): Promise<T> => {
    // Ids come from the index, which a person may edit: none leads out of the folder.
    if (!uuid.test(id)) throw new Error("not an account's id")
    const path = join(folder, `${id}.png`)
    try {
      return await run(path)
    } catch (error) {
      throw fileError(error, path)
    }
  }
  return {
    read: (id) =>
      work(id, async (path) => {
        const target = await resolveTarget(fs, path)
        const { bytes } = await readWhole(fs, target.path, MAX_MARK_PICTURE_BYTES)
        return bytes !== null && isMarkPicture(bytes) ? new Uint8Array(bytes) : null
      }),
    write: (id, png) => work(id, (path) => safeWrite(path, png, { fs })),
    remove: (id) =>
      work(id, async (path) => {
        try {
          await fs.unlink(path)
        } catch (error) {
          if (codeOf(error) !== "ENOENT") throw error
        }
      }),
  }
}
