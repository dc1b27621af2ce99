/** @file Run by tests as a process of its own: saves a backup, and may be killed at a named call to the disk. */
import { createHash, randomUUID } from "node:crypto"
import { createBackupFiles } from "../../src/adapters/files/backup-files.ts"
import { newHead, sealBackup } from "../../src/core/backup/container.ts"
import { emptyContent, writeContent } from "../../src/core/backup/content.ts"
import { deriveKeyHere, passphraseBytes } from "../../src/core/backup/derive-key.ts"
import { watchedFileSystem } from "./watched-file-system.ts"

const [path = "", name = "", killAt = "0"] = process.argv.slice(2)
let calls = 0
const fs = watchedFileSystem((_call, number) => {
  calls = number
  if (number === Number(killAt)) process.kill(process.pid, "SIGKILL")
})

const salt = createHash("sha256").update(name).digest().subarray(0, 16)
const kdf = { memoryKiB: 8, iterations: 1, parallelism: 1, salt: salt.toString("base64") }
const key = await deriveKeyHere(passphraseBytes("correct horse battery"), salt, kdf)
const account = {
  ...{
    type: "totp" as const,
    algorithm: "SHA1" as const,
    digits: 6,
    period: 30,
    counter: 0,
    id: randomUUID(),
  },
  ...{
    issuer: name,
    account: "",
    secret: "JBSWY3DPEHPK3PXP",
    tags: [],
    pinned: false,
    note: "",
    createdAtMs: 0,
  },
  ...{ trashedAtMs: null, mark: "", uses: 0, usedAtMs: null },
}
const content = { ...emptyContent(), accounts: Array.from({ length: 300 }, () => ({ ...account, tags: [] })) }
const head = newHead({ made: "by-hand", vaultId: null, kdf, createdAtMs: 0, nonce: salt.subarray(0, 12) })
const bytes = sealBackup(key, head, writeContent(content))
await createBackupFiles({ fs }).write(path, bytes, { replace: true })
process.stdout.write(`calls ${calls}\n`)
