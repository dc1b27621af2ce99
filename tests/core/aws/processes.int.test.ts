import { execFile } from "node:child_process"
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { beforeAll, describe, expect, test } from "vitest"
import { bundleTypeScript } from "../../support/run-typescript.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

const run = promisify(execFile)
const CREDENTIALS =
  "[a]\r\naws_access_key_id = AKIAOTHEROTHEROTHE12\r\naws_secret_access_key = other\r\n\r\n" +
  "[dev] # mine\r\naws_access_key_id = AKIAMINEMINEMINEMI12\r\naws_secret_access_key = permanent"
const CONFIG = "[profile dev]\noutput = json\n"

let driver: string
beforeAll(async () => {
  driver = await bundleTypeScript("tests/support/publish-driver.ts")
})

async function drive(action: string, folder: string, killAt = 0): Promise<string> {
  const { stdout } = await run(process.execPath, [driver, action, folder, String(killAt)]).catch(
    (error: unknown) => {
      if ((error as { signal?: string }).signal !== "SIGKILL") throw error
      return { stdout: "killed" }
    },
  )
  return stdout.trim()
}

const contentOf = (folder: string, name: string) => readFileSync(join(folder, name), "utf8")

async function prepared(): Promise<string> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, "credentials"), CREDENTIALS)
  writeFileSync(join(folder, "config"), CONFIG)
  await drive("prepare", folder)
  return folder
}

const copyOf = (template: string) => {
  const folder = temporaryFolder()
  cpSync(template, folder, { recursive: true })
  return folder
}

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.max(0, Math.ceil((to - from + 1) / step)) }, (_, index) => from + index * step)

async function twoAtATime(numbers: number[], work: (killAt: number) => Promise<void>): Promise<void> {
  const worker = async () => {
    for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) await work(next)
  }
  await Promise.all([worker(), worker()])
}

/** Old or new, never half: a permanent key is in the file or the session that took its place is whole. */
function expectWhole(folder: string, killAt: number): void {
  const credentials = contentOf(folder, "credentials")
  if (credentials === CREDENTIALS) return
  expect(credentials, `killed at call ${killAt}`).toMatch(
    /^\[a\]\r\n.*\r\n.*other\r\n\r\n\[dev\] # mine\r\naws_access_key_id = ASIA.*\r\n.*\r\naws_session_token = .*\r\n.*\r\nx_keycard_profile = [0-9a-f-]{36}$/,
  )
}

describe("killed at each call to the disk for a shared file", () => {
  test("while writing credentials: each file is old or new, and stopping brings every byte back", async () => {
    const template = await prepared()
    const total = Number((await drive("refresh", copyOf(template))).split(" ")[1])
    expect(total).toBeGreaterThan(20)
    await twoAtATime(range(1, total, 1), async (killAt) => {
      const folder = copyOf(template)
      expect(await drive("refresh", folder, killAt)).toBe("killed")
      expectWhole(folder, killAt)
      expect(readdirSync(folder).filter((name) => name.endsWith(".tmp")).length).toBeLessThanOrEqual(2)
      if (killAt % 3 !== 0) return
      await drive("stop", folder)
      expect(contentOf(folder, "credentials"), `killed at call ${killAt}`).toBe(CREDENTIALS)
      expect(contentOf(folder, "config"), `killed at call ${killAt}`).toBe(CONFIG)
    })
  }, 240_000)

  test("while taking them out: stopping again brings every byte back", async () => {
    const template = await prepared()
    await drive("refresh", template)
    const total = Number((await drive("stop", copyOf(template))).split(" ")[1])
    await twoAtATime(range(2, total, 3), async (killAt) => {
      const folder = copyOf(template)
      expect(await drive("stop", folder, killAt)).toBe("killed")
      expectWhole(folder, killAt)
      await drive("stop", folder)
      expect(contentOf(folder, "credentials"), `killed at call ${killAt}`).toBe(CREDENTIALS)
      expect(contentOf(folder, "config"), `killed at call ${killAt}`).toBe(CONFIG)
    })
  }, 240_000)
})

test("six processes at the same instant get six time steps", async () => {
  const folder = await prepared()
  const outputs = await Promise.all(Array.from({ length: 6 }, () => drive("claim", folder)))
  const steps = outputs.map((output) => Number(output.split("\n")[0]))
  expect(steps.every(Number.isInteger)).toBe(true)
  expect(new Set(steps).size).toBe(6)
})
