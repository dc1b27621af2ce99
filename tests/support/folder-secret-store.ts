import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { rename, rm, writeFile } from "node:fs/promises"
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
    // Without Node's threads: thousands of these are read.
    async get(name) {
      await Promise.resolve()
      const path = pathOf(name)
      return existsSync(path) ? readFileSync(path, "utf8") : null
    },
    async set(name, value) {
      checkSecretValue(value, "os")
      const temporary = join(folder, `.${process.pid}.${++written}`)
      await writeFile(temporary, value)
      await rename(temporary, pathOf(name))
    },
    delete: (name) => rm(pathOf(name), { force: true }),
  }
}
