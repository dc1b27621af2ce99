import { execFile } from "node:child_process"
import { beforeAll, describe, expect, onTestFinished, test } from "vitest"
import { forkHelper } from "../../../src/adapters/keychain/fork-helper.ts"
import { createHelperClient } from "../../../src/adapters/keychain/helper-client.ts"
import type { KeytarCalls } from "../../../src/adapters/keychain/keytar-calls.ts"
import { createKeytarSecretStore } from "../../../src/adapters/keychain/keytar-secret-store.ts"
import { remoteKeytar } from "../../../src/adapters/keychain/remote-keytar.ts"
import { AppError, type KeychainProblem } from "../../../src/core/errors.ts"
import type { SecretName } from "../../../src/core/ports/secret-store.ts"
import { Keyring, keyringMissing, type KeyringState } from "../../support/keyring.ts"
import { bundleTypeScript } from "../../support/run-typescript.ts"

/** What the driver prints: a value, or the data of the AppError. */
type Outcome = { value: unknown } | { error: unknown } | { bug: string }
type Operation = ["open"] | ["get" | "delete", SecretName] | ["set", SecretName, string]
type Perform = (keyring: Keyring, operation: Operation, limitMs?: number) => Promise<Outcome>

const missing = keyringMissing()
const kept: SecretName = "otp/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a11"
const never: SecretName = "otp/00000000-0000-4000-8000-000000000000"
const everyOperation: Operation[] = [
  ["open"],
  ["get", kept],
  ["get", never],
  ["set", kept, "another"],
  ["set", never, "another"],
  ["delete", kept],
]

const problem = (name: KeychainProblem) => ({ error: { kind: "keychain", problem: name, backend: "os" } })

let driver: string
let helper: string

/** A command that calls keytar itself; resolves when it has exited. */
const directly: Perform = (keyring, operation, limitMs = 10_000) =>
  new Promise((resolve) => {
    const env = { ...keyring.env, KEYCARD_TEST_LIMIT_MS: String(limitMs) }
    execFile(process.execPath, [driver, ...operation], { env, timeout: 20_000 }, (_error, stdout) => {
      resolve(stdout === "" ? { bug: "no answer" } : (JSON.parse(stdout) as Outcome))
    })
  })

const byHelper: Perform = async (keyring, operation, limitMs = 10_000) => {
  const client = createHelperClient(() => forkHelper(helper, keyring.env))
  const store = createKeytarSecretStore({ calls: remoteKeytar(client), limitMs, promptLimitMs: limitMs })
  try {
    if (operation[0] === "open") return { value: (await store.open(), "opened") }
    if (operation[0] === "get") return { value: await store.get(operation[1]) }
    if (operation[0] === "set") return { value: (await store.set(operation[1], operation[2]), "kept") }
    return { value: (await store.delete(operation[1]), "deleted") }
  } catch (error) {
    return error instanceof AppError ? { error: error.data } : { bug: String(error) }
  } finally {
    client.close()
  }
}

async function start(state: KeyringState): Promise<Keyring> {
  const keyring = await Keyring.start(state)
  onTestFinished(() => keyring.close())
  return keyring
}

describe.skipIf(missing !== null)(`gnome-keyring${missing === null ? "" : `: skipped, ${missing}`}`, () => {
  beforeAll(async () => {
    driver = await bundleTypeScript("tests/support/keychain-driver.ts")
    helper = await bundleTypeScript("src/main/keychain-process.ts")
  })

  describe.each([
    ["keytar in the command", directly],
    ["keytar in the helper", byHelper],
  ])("%s", (_name, perform) => {
    /** With the item {@link kept} in it. */
    async function used(): Promise<Keyring> {
      const keyring = await start("open")
      expect(await perform(keyring, ["open"])).toEqual({ value: "opened" })
      expect(await perform(keyring, ["set", kept, "seed"])).toEqual({ value: "kept" })
      return keyring
    }

    async function expectUntouched(keyring: Keyring): Promise<void> {
      expect(await perform(keyring, ["get", kept])).toEqual({ value: "seed" })
      expect(await perform(keyring, ["get", never])).toEqual({ value: null })
    }

    test("locked by the screen locker: every operation says so and nothing is lost", async () => {
      const keyring = await used()
      keyring.lock()
      for (const operation of everyOperation) {
        expect([operation, await perform(keyring, operation)]).toEqual([operation, problem("locked")])
      }
      await keyring.restart("open")
      await expectUntouched(keyring)
    })

    test("locked since login: every operation says so and nothing is lost", async () => {
      const keyring = await used()
      await keyring.restart("closed")
      for (const operation of everyOperation) {
        expect([operation, await perform(keyring, operation)]).toEqual([operation, problem("locked")])
      }
      await keyring.restart("open")
      await expectUntouched(keyring)
    })

    test("a service that never had a keyring is locked, and makes none", async () => {
      const keyring = await start("closed")
      for (const operation of everyOperation) {
        expect([operation, await perform(keyring, operation)]).toEqual([operation, problem("locked")])
      }
    })

    test("a bus without the service: missing", async () => {
      const keyring = await start("none")
      for (const operation of everyOperation) {
        expect([operation, await perform(keyring, operation)]).toEqual([operation, problem("missing")])
      }
    })

    test("no bus at all: missing", async () => {
      const keyring = await start("none")
      delete keyring.env.DBUS_SESSION_BUS_ADDRESS
      expect(await perform(keyring, ["get", kept])).toEqual(problem("missing"))
      keyring.env.DBUS_SESSION_BUS_ADDRESS = "unix:path=/nonexistent/bus"
      expect(await perform(keyring, ["get", kept])).toEqual(problem("missing"))
    })

    test("a service that does not answer: timeout, the process ends, and nothing is lost", async () => {
      const keyring = await used()
      keyring.hang()
      for (const operation of [["open"], ["get", kept], ["set", never, "x"]] as Operation[]) {
        expect([operation, await perform(keyring, operation, 700)]).toEqual([operation, problem("timeout")])
      }
      keyring.resume()
      expect(await perform(keyring, ["get", kept])).toEqual({ value: "seed" })
    })

    test("an item that someone deleted from an open keyring is null", async () => {
      const keyring = await used()
      expect(await perform(keyring, ["delete", kept])).toEqual({ value: "deleted" })
      expect(await perform(keyring, ["get", kept])).toEqual({ value: null })
    })
  })

  test("one store lives through: open, locked, unlocked, hung, answering again", async () => {
    const keyring = await start("open")
    let spawned = 0
    const client = createHelperClient(() => {
      spawned++
      return forkHelper(helper, keyring.env)
    })
    onTestFinished(() => client.close())
    const real = remoteKeytar(client)
    /** Short only where nothing answers: a busy machine takes its time. */
    let limitMs = 30_000
    const calls: KeytarCalls = {
      get: (service, account) => real.get(service, account, { limitMs }),
      set: (service, account, value) => real.set(service, account, value, { limitMs }),
      delete: (service, account) => real.delete(service, account, { limitMs }),
    }
    const store = createKeytarSecretStore({ calls })
    await store.open()
    await store.set(kept, "seed")

    keyring.lock()
    await expect(store.get(kept)).rejects.toMatchObject({ data: { problem: "locked" } })
    await expect(store.set(kept, "x")).rejects.toMatchObject({ data: { problem: "locked" } })

    await keyring.restart("open")
    expect(await store.get(kept)).toBe("seed")

    keyring.hang()
    limitMs = 700
    const asked = Array.from({ length: 6 }, () => store.get(kept))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual(Array<string>(6).fill("rejected"))
    keyring.resume()
    limitMs = 30_000
    expect(await store.get(kept)).toBe("seed")
    expect(spawned).toBeGreaterThan(1)
  })
})
