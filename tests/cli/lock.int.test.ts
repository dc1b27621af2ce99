import { onTestFinished, describe, expect, test } from "vitest"
import { startKeyring, whyNoKeyring } from "../support/app/keyring.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { type Home, newHome, run } from "./support/keycard.ts"

const ALICE = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example"
const BOB = "otpauth://totp/Acme:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Acme"
const PASSPHRASE = "correct horse battery"
const reason = whyNoKeyring()

async function withKeyring() {
  const home = await newHome("os")
  const defined = Object.entries(home.env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const keyring = await startKeyring("unlocked", Object.fromEntries(defined))
  onTestFinished(keyring.stop)
  const env = { ...keyring.env, DISPLAY: undefined }
  const passphrase = { ...env, KEYCARD_PASSPHRASE_FILE: home.write("passphrase", `${PASSPHRASE}\n`) }
  return { home, env, passphrase }
}

/** Sets the passphrase, as the window does. */
async function setPassphrase(home: Home, env: Home["env"]): Promise<void> {
  const driver = await bundleTypeScript("tests/support/passphrase-driver.ts")
  const args = [driver, home.path(".keycard"), PASSPHRASE]
  const { stdout, stderr } = await run(process.execPath, args, { ...home.env, ...env })
  expect({ stdout, stderr }).toEqual({ stdout: "set\n", stderr: "" })
}

describe.skipIf(reason)(`with a passphrase, over a real keyring${reason ? ` (${reason})` : ""}`, () => {
  test("the command line asks for it, takes it from its file, and ends with 4 where it can have neither", async () => {
    const { home, env, passphrase } = await withKeyring()
    await home.ok(["add", "-"], { env, stdin: ALICE })
    await setPassphrase(home, env)
    for (const args of [
      ["code", "alice"],
      ["add", "-"],
    ]) {
      const ran = await home.keycard(args, { env, stdin: BOB })
      expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
      expect(ran.stderr).toMatch(/Keycard is locked\..*KEYCARD_PASSPHRASE_FILE/)
    }
    const wrong = { ...env, KEYCARD_PASSPHRASE_FILE: home.write("wrong", "another one entirely\n") }
    const refused = await home.keycard(["code", "alice"], { env: wrong })
    expect(refused).toMatchObject({ exitCode: 4, stdout: "" })
    expect(refused.stderr).toContain("not the passphrase")
    expect(await home.ok(["code", "alice", "--at", "59"], { env: passphrase })).toBe("996554")
    await home.ok(["add", "-"], { env: passphrase, stdin: BOB })
    // Names are no secret: the list needs no keychain.
    expect(await home.json(["list"], { env })).toHaveLength(2)
  })

  test("secrets move to the encrypted file and back, and the lock is gone with the move", async () => {
    const { home, env, passphrase } = await withKeyring()
    await home.ok(["add", "-"], { env, stdin: ALICE })
    await setPassphrase(home, env)
    expect(await home.json(["keychain", "move", "file"], { env: passphrase })).toEqual({
      keychain: "file",
      moved: true,
    })
    expect(await home.keycard(["code", "alice"], { env })).toMatchObject({ exitCode: 4 })
    expect(await home.ok(["code", "alice", "--at", "59"], { env: passphrase })).toBe("996554")
    expect(await home.json(["keychain", "move", "file"], { env: passphrase })).toMatchObject({ moved: false })
    await home.ok(["keychain", "move", "os"], { env: passphrase })
    expect(await home.ok(["code", "alice", "--at", "59"], { env })).toBe("996554")
    expect(home.files().filter(({ name }) => name.includes("keychain.json"))).toEqual([])
  })

  test(
    "killed at any moment of a move, no secret is lost, and the same command ends it",
    { timeout: 240_000 },
    async () => {
      const { home, env, passphrase } = await withKeyring()
      const names = Array.from({ length: 12 }, (_, at) => `user${at}`)
      const links = names.map((name) => ALICE.replace("alice", name)).join("\n")
      await home.ok(["add", "-"], { env, stdin: links })
      let to = "file"
      for (let round = 0; round < 9; round++) {
        const ran = await home.keycard(["keychain", "move", to], {
          env: passphrase,
          onStart: (child) => {
            const timer = setTimeout(() => child.kill("SIGKILL"), 250 + round * 100)
            child.once("exit", () => clearTimeout(timer))
          },
        })
        const name = names[round % 2 === 0 ? 0 : 11] ?? ""
        expect(await home.ok(["code", name, "--at", "59"], { env: passphrase })).toBe("996554")
        if (ran.exitCode === 0) to = to === "file" ? "os" : "file"
      }
      await home.ok(["keychain", "move", to], { env: passphrase })
      for (const name of names)
        expect(await home.ok(["code", name, "--at", "59"], { env: passphrase })).toBe("996554")
      const vault = JSON.parse(home.read(".keycard", "vault.json")) as { backend: string; move: unknown }
      expect(vault).toMatchObject({ backend: to, move: null })
    },
  )
})
