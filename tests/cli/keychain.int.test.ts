import { readFileSync, writeFileSync } from "node:fs"
import { onTestFinished, describe, expect, test } from "vitest"
import { type KeyringState, startKeyring, whyNoKeyring } from "../support/app/keyring.ts"
import { type Environment, type Home, newHome, PASSPHRASE } from "./support/keycard.ts"

const ALICE = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example"
const BOB = "otpauth://totp/Acme:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Acme"

describe("the encrypted file", () => {
  test("is made without asking at the first use, where a passphrase file is named", async () => {
    const home = await newHome("os")
    const env = {
      KEYCARD_KEYCHAIN: "file",
      KEYCARD_PASSPHRASE_FILE: home.write("p", `${PASSPHRASE}\r\nmore\n`),
    }
    expect(await home.ok(["add", "-"], { env, stdin: ALICE })).toBe("Added Example (alice)")
    expect(await home.ok(["code", "alice", "--at", "59"], { env })).toBe("996554")
    const same = { env: { ...env, KEYCARD_KEYCHAIN: undefined } }
    expect(await home.ok(["code", "alice", "--at", "59"], same)).toBe("996554")
    expect(home.files().filter(({ content }) => content.includes("JBSWY3DPEHPK3PXP"))).toEqual([])
  })

  test.each([
    ["no passphrase file", { KEYCARD_PASSPHRASE_FILE: undefined }, /KEYCARD_PASSPHRASE_FILE/],
    ["a passphrase file that is not there", { KEYCARD_PASSPHRASE_FILE: "/nowhere" }, /cannot be read/],
    ["a wrong passphrase", { KEYCARD_PASSPHRASE_FILE: import.meta.filename }, /not the passphrase/],
  ])("%s is exit code 4 without a prompt, and changes nothing", async (_, env, words) => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: ALICE })
    const before = home.files()
    for (const args of [
      ["code", "alice"],
      ["add", "-"],
    ]) {
      const ran = await home.keycard(args, { env, stdin: BOB })
      expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
      expect(ran.stderr).toMatch(words)
    }
    expect(home.files()).toEqual(before)
    expect(await home.ok(["code", "alice", "--at", "59"])).toBe("996554")
  })

  test("too short a passphrase makes no keychain", async () => {
    const home = await newHome("os")
    const env = { KEYCARD_KEYCHAIN: "file", KEYCARD_PASSPHRASE_FILE: home.write("p", "short\n") }
    expect(await home.keycard(["add", "-"], { env, stdin: ALICE })).toMatchObject({ exitCode: 4, stdout: "" })
    expect(
      home
        .files()
        .map(({ name }) => name)
        .filter((name) => name.endsWith(".json")),
    ).toEqual([])
  })

  test("a damaged file, and one that is gone, are named and never made anew", async () => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: ALICE })
    const path = home.path(".keycard", "keychain.json")
    const good = readFileSync(path)
    for (const [content, words] of [
      [good.subarray(0, good.length / 2), /damaged.*\.bak/],
      [Buffer.from(good.toString().replace(/"ciphertext": ?"../, '"ciphertext": "AA')), /damaged/],
    ] as const) {
      writeFileSync(path, content)
      const ran = await home.keycard(["add", "-"], { stdin: BOB })
      expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
      expect(ran.stderr).toMatch(words)
      expect(readFileSync(path)).toEqual(content)
    }
    writeFileSync(path, good)
    expect(await home.ok(["code", "alice", "--at", "59"])).toBe("996554")
  })

  test("a vault that lost its list, or is a newer Keycard's, is exit code 5 and stays as it is", async () => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: ALICE })
    const newer = home.read(".keycard", "vault.json").replace(/"version": ?1/, '"version": 99')
    writeFileSync(home.path(".keycard", "vault.json"), newer)
    const ran = await home.keycard(["add", "-"], { stdin: BOB })
    expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
    expect(ran.stderr).toContain("newer Keycard")
    expect(home.read(".keycard", "vault.json")).toBe(newer)
  })

  test("an unknown keychain, or the other one than the secrets are in, is wrong usage", async () => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: ALICE })
    for (const keychain of ["os", "cloud"]) {
      const ran = await home.keycard(["code", "alice"], { env: { KEYCARD_KEYCHAIN: keychain } })
      expect(ran).toMatchObject({ exitCode: 2, stdout: "" })
    }
  })
})

const reason = whyNoKeyring()

describe.skipIf(reason)(`a real keyring${reason ? ` (${reason})` : ""}`, () => {
  async function withKeyring(state: KeyringState) {
    const home = await newHome("os")
    const keyring = await startKeyring(state, definedOnly(home))
    onTestFinished(keyring.stop)
    const env = { ...keyring.env, DISPLAY: undefined }
    return { home, keyring, env }
  }

  test("keeps what the command line adds, and nothing of it on the disk in plain text", async () => {
    const { home, env } = await withKeyring("unlocked")
    const { exitCode, stderr } = await home.keycard(["add", "-"], { env, stdin: ALICE })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
    expect(await home.ok(["code", "alice", "--at", "59"], { env })).toBe("996554")
    expect(home.files().filter(({ content }) => content.includes("JBSWY3DPEHPK3PXP"))).toEqual([])
    expect(home.files().some(({ name }) => name.endsWith("keychain.json"))).toBe(false)
  })

  test("locked: exit code 4, nothing lost; once it is unlocked everything is there again", async () => {
    const { home, keyring, env } = await withKeyring("unlocked")
    await home.ok(["add", "-"], { env, stdin: ALICE })
    await keyring.lock()
    for (const args of [
      ["code", "alice"],
      ["add", "-"],
    ]) {
      const ran = await home.keycard(args, { env, stdin: BOB })
      expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
      expect(ran.stderr).toContain("Your keychain is locked. Unlock it and try again.")
    }
    expect(await home.json(["list"], { env })).toHaveLength(1)
    await keyring.unlock()
    expect(await home.ok(["code", "alice", "--at", "59"], { env })).toBe("996554")
    await home.ok(["add", "-"], { env, stdin: BOB })
    expect(await home.json(["list"], { env })).toHaveLength(2)
  })

  test.each<[string, (env: Environment) => Environment]>([
    ["no keyring on the bus", (env) => env],
    ["no bus at all", (env) => ({ ...env, DBUS_SESSION_BUS_ADDRESS: undefined })],
  ])("%s: exit code 4, and the way out is named", async (_, change) => {
    const { home, env } = await withKeyring("absent")
    const ran = await home.keycard(["add", "-"], { env: change(env), stdin: ALICE })
    expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
    expect(ran.stderr).toMatch(/No keychain is running.*set KEYCARD_KEYCHAIN=file/)
    expect(home.files().filter(({ name }) => name.endsWith("vault.json"))).toEqual([])
  })

  test("hung: says that it waits, gives up with exit code 4, and works again when the keyring does", async () => {
    const { home, keyring, env } = await withKeyring("unlocked")
    await home.ok(["add", "-"], { env, stdin: ALICE })
    keyring.hang()
    const ran = await home.keycard(["code", "alice"], { env })
    keyring.resume()
    expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
    expect(ran.stderr).toMatch(/^Waiting for your keychain.*\nThe keychain does not answer\./)
    expect(await home.ok(["code", "alice", "--at", "59"], { env })).toBe("996554")
  })
})

function definedOnly(home: Home): Record<string, string> {
  return Object.fromEntries(
    Object.entries(home.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
