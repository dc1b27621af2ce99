import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { KEY, keychainWorld } from "./keychain-world.ts"

describe("the window's keychain", () => {
  it("is the operating system's, unless told otherwise", async () => {
    const { keychain, told } = keychainWorld()
    expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
    expect(told).toEqual(["ready"])
  })

  it("lets a question wait while it opens", async () => {
    const { keychain, os } = keychainWorld()
    os.items.set("otp/a", "x")
    const opening = keychain.open()
    expect(await keychain.caching.get("otp/a")).toBe("x")
    await opening
  })

  it("that is locked answers no question, and never with null", async () => {
    const { keychain, os } = keychainWorld()
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
    const { keychain, os } = keychainWorld()
    os.items.set("otp/a", "x")
    os.close("locked")
    await keychain.open()
    os.reopen()
    expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
    expect(await keychain.store.get("otp/a")).toBe("x")
  })

  it("is not to be left for the file while it holds a secret", async () => {
    const { keychain, os, file } = keychainWorld({ vault: { backend: "os", awsKeys: [KEY] } })
    os.close("missing")
    expect(await keychain.open()).toMatchObject({ state: "failed", canChooseFile: false })
    await expect(keychain.choose("file", "a long passphrase")).rejects.toMatchObject({
      data: { kind: "usage" },
    })
    expect(file.made).toBe(0)
    expect(keychain.state()).toMatchObject({ state: "failed" })
  })

  it("may be the file when nothing is kept yet, and stays so after the next start", async () => {
    const { keychain, os, index } = keychainWorld()
    os.close("missing")
    await keychain.open()
    expect(await keychain.choose("file", "a long passphrase")).toEqual({ state: "ready", backend: "file" })
    expect((await index.read()).backend).toBe("file")
    expect(keychain.store.backend).toBe("file")
  })

  it("asks for the passphrase, says when it was wrong, and opens with the right one", async () => {
    const { keychain } = keychainWorld({
      vault: { backend: "file", awsKeys: [KEY] },
      filePassphrase: "right one",
    })
    expect(await keychain.open()).toEqual({ state: "passphrase", error: null })
    await expect(keychain.store.get("otp/a")).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "needed" },
    })
    await expect(keychain.unlockLock("wrong one")).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "wrong" },
    })
    expect(keychain.state()).toEqual({ state: "passphrase", error: null })
    expect(await keychain.unlockLock("right one")).toEqual({ state: "ready", backend: "file" })
  })

  it("never makes a new file where the old one is missing and secrets are kept in it", async () => {
    const { keychain, file } = keychainWorld({
      vault: { backend: "file", awsKeys: [KEY] },
      unattended: "a long passphrase",
    })
    expect(await keychain.open()).toMatchObject({
      state: "failed",
      error: { kind: "keychain-file", problem: "missing" },
    })
    await expect(keychain.unlockLock("a long passphrase")).rejects.toMatchObject({
      data: { kind: "keychain-file", problem: "missing" },
    })
    expect(keychain.state()).toMatchObject({ state: "failed" })
    expect(file.made).toBe(0)
  })

  it("is made without asking for unattended use", async () => {
    const { keychain, file } = keychainWorld({ asked: "file", unattended: "a long passphrase" })
    expect(await keychain.open()).toEqual({ state: "ready", backend: "file" })
    expect(file.made).toBe(1)
  })

  it("lets a passphrase be chosen, not asked for, when the file was asked for and is not there", async () => {
    const { keychain } = keychainWorld({ asked: "file" })
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "passphrase", problem: "needed" },
      canChooseFile: true,
    })
  })

  it("opens once for two clicks", async () => {
    const { keychain, told } = keychainWorld()
    await Promise.all([keychain.open(), keychain.open()])
    expect(told).toEqual(["ready"])
  })

  it("says why when the vault cannot be read", async () => {
    const { keychain, index } = keychainWorld()
    index.read = () => Promise.reject(new AppError({ kind: "index", problem: "damaged", path: "/v" }))
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "index", problem: "damaged", path: "/v" },
      canChooseFile: false,
    })
  })
})
