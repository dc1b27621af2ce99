import { execFile } from "node:child_process"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type Keyring, type KeyringState, startKeyring, whyNoKeyring } from "./keyring.ts"
import { throwAwayHome, type ThrowAwayHome } from "./throw-away-home.ts"

const reason = whyNoKeyring()

/** Calls keytar in a process of its own, as a call may never return. */
function keytar(env: Readonly<Record<string, string>>, call: string, timeLimitMs = 30_000): Promise<string> {
  const script = `require("keytar").${call}.then((v) => console.log("got", v), (e) => console.log("error", e.message))`
  return new Promise((resolve) => {
    const options = {
      env: { PATH: process.env.PATH, ...env },
      timeout: timeLimitMs,
      killSignal: "SIGKILL",
    } as const
    execFile(process.execPath, ["-e", script], options, (error, stdout) => {
      resolve(error?.killed ? "hung" : stdout.trim())
    })
  })
}

describe.skipIf(reason)(`a real keyring${reason ? ` (${reason})` : ""}`, () => {
  let home: ThrowAwayHome
  let keyring: Keyring | undefined
  const start = async (state: KeyringState) => {
    keyring = await startKeyring(state, home.env)
    return { ...home.env, ...keyring.env }
  }
  beforeEach(async () => {
    home = await throwAwayHome()
  })
  afterEach(async () => {
    await keyring?.stop()
    await home.remove()
  })

  test("unlocked, it keeps what it is given", async () => {
    const env = await start("unlocked")
    await keytar(env, 'setPassword("Keycard test", "a", "secret")')
    expect(await keytar(env, 'getPassword("Keycard test", "a")')).toBe("got secret")
  })

  test("locked, it refuses to store, and gives everything again once unlocked", async () => {
    const env = await start("unlocked")
    await keytar(env, 'setPassword("Keycard test", "a", "secret")')
    await keyring?.lock()
    expect(await keytar(env, 'setPassword("Keycard test", "b", "other")')).toContain("error")
    expect(await keytar(env, 'getPassword("Keycard test", "a")')).not.toContain("secret")
    await keyring?.unlock()
    expect(await keytar(env, 'getPassword("Keycard test", "a")')).toBe("got secret")
  })

  test("absent, every call fails at once", async () => {
    const env = await start("absent")
    expect(await keytar(env, 'getPassword("Keycard test", "a")')).toContain("error")
  })

  test("hung, a call does not return until it is resumed", async () => {
    const env = await start("hung")
    expect(await keytar(env, 'getPassword("Keycard test", "a")', 2_000)).toBe("hung")
    keyring?.resume()
    expect(await keytar(env, 'getPassword("Keycard test", "a")')).toBe("got null")
  })
})
