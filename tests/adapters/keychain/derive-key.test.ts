import { readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { deriveKeyHere } from "../../../src/adapters/keychain/derive-key.ts"
import {
  createFileSecretStore,
  RECOMMENDED_ARGON2,
} from "../../../src/adapters/keychain/file-secret-store.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

describe("Argon2id", () => {
  // RFC 9106 gives its vector with a secret and additional data, which hash-wasm takes in part; this one is of the
  // reference implementation, phc-winner-argon2 src/test.c, version 0x13, argon2id, 256 KiB, t=2, p=2.
  test("makes the key of the reference implementation", async () => {
    const key = await deriveKeyHere(Buffer.from("password"), Buffer.from("somesalt"), {
      memoryKiB: 256,
      iterations: 2,
      parallelism: 2,
    })
    expect(Buffer.from(key).toString("hex")).toBe(
      "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
    )
  })

  test("is used with the parameters of RFC 9106's second option", () => {
    expect(RECOMMENDED_ARGON2).toEqual({ memoryKiB: 65_536, iterations: 3, parallelism: 4 })
  })

  test("the sample in docs/storage.md opens with its passphrase", async () => {
    const document = readFileSync(resolve(import.meta.dirname, "../../../docs/storage.md"), "utf8")
    const folder = temporaryFolder()
    const path = join(folder, "keychain.json")
    writeFileSync(path, /```json keychain\n([\s\S]*?)```/.exec(document)?.[1] ?? "")
    const mutex = createMutex({ folder: join(folder, "locks") })
    const store = createFileSecretStore({ path, mutex, deriveKey: deriveKeyHere })
    await store.unlock("correct horse")
    expect(await store.get("otp/sample")).toBe("kept")
  })
})
