import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { emptyVault, type Vault } from "../../src/core/vault/schema.ts"
import { createKeychain, type FileKeychain } from "../../src/main/keychain.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"

class FakeFile extends InMemorySecretStore implements FileKeychain {
  passphrase: string | null = null
  made = 0
  constructor() {
    super({ backend: "file" })
  }
  exists(): Promise<boolean> {
    return Promise.resolve(this.passphrase !== null)
  }
  create(passphrase: string): Promise<void> {
    this.made++
    this.passphrase = passphrase
    return Promise.resolve()
  }
  unlock(passphrase: string): Promise<void> {
    if (this.passphrase === null)
      return Promise.reject(new AppError({ kind: "keychain-file", problem: "missing", path: "/k" }))
    return passphrase === this.passphrase
      ? Promise.resolve()
      : Promise.reject(new AppError({ kind: "passphrase", problem: "wrong" }))
  }
}

const key: Vault["awsKeys"][number] = {
  id: "00000000-0000-4000-8000-00000000000a",
  name: "work",
  tail: "MPLE",
  accountId: null,
  userArn: null,
  mfaSerial: null,
  otpAccountId: null,
  endpoint: null,
  region: "us-east-1",
  createdAtMs: 0,
}

function setUp(
  options: { vault?: Partial<Vault>; asked?: string; unattended?: string; filePassphrase?: string } = {},
) {
  const os = new InMemorySecretStore()
  const file = new FakeFile()
  file.passphrase = options.filePassphrase ?? null
  const index = new InMemoryVaultIndex({ vault: { ...emptyVault(), ...options.vault } })
  const told: string[] = []
  const keychain = createKeychain({
    index,
    os,
    file,
    asked: options.asked,
    unattendedPassphrase: () => Promise.resolve(options.unattended ?? null),
    onChange: ({ state }) => told.push(state),
    log: () => undefined,
  })
  return { os, file, index, told, keychain }
}

describe("the window's keychain", () => {
  it("is the operating system's, unless told otherwise", async () => {
    const { keychain, told } = setUp()
    expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
    expect(told).toEqual(["ready"])
  })

  it("lets a question wait while it opens", async () => {
    const { keychain, os } = setUp()
    os.items.set("otp/a", "x")
    const opening = keychain.open()
    expect(await keychain.caching.get("otp/a")).toBe("x")
    await opening
  })

  it("that is locked answers no question, and never with null", async () => {
    const { keychain, os } = setUp()
    os.close("locked")
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "keychain", problem: "locked", backend: "os" },
      canChooseFile: true,
    })
    await expect(keychain.store.get("otp/a")).rejects.toMatchObject({
      data: { kind: "keychain", problem: "locked" },
    })
  })

  it("opens on another try once it was unlocked, and knows the same items", async () => {
    const { keychain, os } = setUp()
    os.items.set("otp/a", "x")
    os.close("locked")
    await keychain.open()
    os.reopen()
    expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
    expect(await keychain.store.get("otp/a")).toBe("x")
  })

  it("is not to be left for the file while it holds a secret", async () => {
    const { keychain, os, file } = setUp({ vault: { backend: "os", awsKeys: [key] } })
    os.close("missing")
    expect(await keychain.open()).toMatchObject({ state: "failed", canChooseFile: false })
    await expect(keychain.choose("file", "a long passphrase")).rejects.toMatchObject({
      data: { kind: "usage" },
    })
    expect(file.made).toBe(0)
    expect(keychain.state()).toMatchObject({ state: "failed" })
  })

  it("may be the file when nothing is kept yet, and stays so after the next start", async () => {
    const { keychain, os, index } = setUp()
    os.close("missing")
    await keychain.open()
    expect(await keychain.choose("file", "a long passphrase")).toEqual({ state: "ready", backend: "file" })
    expect((await index.read()).backend).toBe("file")
    expect(keychain.store.backend).toBe("file")
  })

  it("asks for the passphrase, says when it was wrong, and opens with the right one", async () => {
    const { keychain } = setUp({ vault: { backend: "file", awsKeys: [key] }, filePassphrase: "right one" })
    expect(await keychain.open()).toEqual({ state: "passphrase", error: null })
    await expect(keychain.store.get("otp/a")).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "needed" },
    })
    expect(await keychain.unlock("wrong one")).toEqual({
      state: "passphrase",
      error: { kind: "passphrase", problem: "wrong" },
    })
    expect(await keychain.unlock("right one")).toEqual({ state: "ready", backend: "file" })
  })

  it("never makes a new file where the old one is missing and secrets are kept in it", async () => {
    const { keychain, file } = setUp({
      vault: { backend: "file", awsKeys: [key] },
      unattended: "a long passphrase",
    })
    expect(await keychain.open()).toMatchObject({
      state: "failed",
      error: { kind: "keychain-file", problem: "missing" },
    })
    expect(await keychain.unlock("a long passphrase")).toMatchObject({ state: "failed" })
    expect(file.made).toBe(0)
  })

  it("is made without asking for unattended use", async () => {
    const { keychain, file } = setUp({ asked: "file", unattended: "a long passphrase" })
    expect(await keychain.open()).toEqual({ state: "ready", backend: "file" })
    expect(file.made).toBe(1)
  })

  it("lets a passphrase be chosen, not asked for, when the file was asked for and is not there", async () => {
    const { keychain } = setUp({ asked: "file" })
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "passphrase", problem: "needed" },
      canChooseFile: true,
    })
  })

  it("opens once for two clicks", async () => {
    const { keychain, told } = setUp()
    await Promise.all([keychain.open(), keychain.open()])
    expect(told).toEqual(["ready"])
  })

  it("says why when the vault cannot be read", async () => {
    const { keychain, index } = setUp()
    index.read = () => Promise.reject(new AppError({ kind: "index", problem: "damaged", path: "/v" }))
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "index", problem: "damaged", path: "/v" },
      canChooseFile: false,
    })
  })
})
