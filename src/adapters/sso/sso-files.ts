import { readdir } from "node:fs/promises"
import { join } from "node:path"
import type { SsoFiles } from "../../core/ports/sso-files.ts"
import type { TextFile } from "../../core/ports/text-file.ts"
import { nodeFileSystem } from "../files/file-system.ts"
import { readWhole } from "../files/read-whole.ts"

const MOST_FILES = 100
const MOST_BYTES = 256 * 1_024

/** @param cacheFolder `~/.aws/sso/cache`: AWS's command line has no setting for it. */
export function createSsoFiles(cacheFolder: string, configFile: Pick<TextFile, "read">): SsoFiles {
  return {
    async config() {
      try {
        return (await configFile.read()).bytes
      } catch {
        return null
      }
    },
    async cache() {
      let names: string[]
      try {
        names = await readdir(cacheFolder)
      } catch {
        return []
      }
      const read = async (name: string): Promise<string[]> => {
        try {
          const { bytes } = await readWhole(nodeFileSystem, join(cacheFolder, name), MOST_BYTES)
          return bytes === null ? [] : [Buffer.from(bytes).toString("utf8")]
        } catch {
          return []
        }
      }
      const files = names.filter((name) => name.endsWith(".json")).slice(0, MOST_FILES)
      return (await Promise.all(files.map(read))).flat()
    },
  }
}
