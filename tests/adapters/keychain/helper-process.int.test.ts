import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { expect, onTestFinished, test } from "vitest"
import { deriveKeyHere, deriveKeyRemotely } from "../../../src/adapters/keychain/derive-key.ts"
import { forkHelper } from "../../../src/adapters/keychain/fork-helper.ts"
import { createHelperClient } from "../../../src/adapters/keychain/helper-client.ts"
import type { Channel } from "../../../src/adapters/keychain/helper-messages.ts"
import { bundleTypeScript } from "../../support/run-typescript.ts"

async function client() {
  const script = await bundleTypeScript("src/main/keychain-process.ts")
  const channels: Channel[] = []
  const helper = createHelperClient(() => {
    channels.push(forkHelper(script))
    return channels.at(-1)!
  })
  onTestFinished(() => helper.close())
  return { helper, channels, script }
}

test("Argon2id in the helper makes the same key, while this process goes on", async () => {
  const { helper } = await client()
  const parameters = { memoryKiB: 16 * 1024, iterations: 3, parallelism: 4 }
  const secret = Buffer.from("correct horse Zürich")
  const salt = Buffer.alloc(16, 7)
  let turns = 0
  const turning = setInterval(() => turns++, 1)
  const remote = await deriveKeyRemotely(helper)(secret, salt, parameters)
  clearInterval(turning)
  expect(Buffer.from(remote)).toEqual(Buffer.from(await deriveKeyHere(secret, salt, parameters)))
  expect(turns).toBeGreaterThan(3)
})

test("parameters that cannot be met are the file keychain's failure", async () => {
  const { helper } = await client()
  await expect(
    deriveKeyRemotely(helper)(Buffer.from("x"), Buffer.alloc(16), {
      memoryKiB: 1,
      iterations: 0,
      parallelism: 0,
    }),
  ).rejects.toMatchObject({ data: { kind: "keychain", problem: "broken", backend: "file" } })
})

test("a helper that is killed from outside is replaced", async () => {
  const { helper, channels } = await client()
  const derive = deriveKeyRemotely(helper)
  const parameters = { memoryKiB: 64, iterations: 1, parallelism: 1 }
  await derive(Buffer.from("x"), Buffer.alloc(16), parameters)
  channels[0]!.kill()
  await derive(Buffer.from("x"), Buffer.alloc(16), parameters)
  expect(channels.length).toBe(2)
})

test("a script that is not there is broken, not a hang", async () => {
  const helper = createHelperClient(() => forkHelper("/nonexistent/keychain-process.js"))
  await expect(helper.ask({ op: "get", service: "s", account: "a" }, 20_000)).rejects.toMatchObject({
    data: { problem: "broken" },
  })
})

test.runIf(process.platform === "linux")(
  "a command that used the helper exits by itself, and leaves no helper behind",
  async () => {
    const { script } = await client()
    const driver = await bundleTypeScript("tests/support/helper-driver.ts")
    const { stdout, status } = spawnSync(process.execPath, [driver, script], {
      encoding: "utf8",
      timeout: 20_000,
    })
    const { pid } = JSON.parse(stdout) as { pid: number }
    expect(status).toBe(4)
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
  },
)

/** In a container without an init an ended orphan stays a zombie: it runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return false
  }
}
