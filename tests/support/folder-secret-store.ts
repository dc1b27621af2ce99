import { mkdirSync } from "node:fs"
import { readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { SecretName, SecretStore } from "../../src/core/ports/secret-store.ts"
import { checkSecretValue } from "../../src/core/ports/secret-value.ts"

/** Stands for a keychain that outlives a process which is killed: a file for each item, replaced as a whole. */
export function createFolderSecretStore(folder: string): SecretStore {
  mkdirSync(folder, { recursive: true })
  const pathOf = (name: SecretName) => join(folder, encodeURIComponent(name))
  let written = 0
  return {
    backend: "os",
    open: () => Promise.resolve(),
    get: (name) =>
      readFile(pathOf(name), "utf8").catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
        throw error
      }),
    async set(name, value) {
      checkSecretValue(value, "os")
      const temporary = join(folder, `.${process.pid}.${++written}`)
      await writeFile(temporary, value)
      await rename(temporary, pathOf(name))
    },
    delete: (name) => rm(pathOf(name), { force: true }),
  }
}
