/** @file kill -9 while the `credential_process` line is written or taken out: AWS's files are old or new at every moment,
 *  and the next run comes to an end, forwards or back. */
import { execFile } from "node:child_process"
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { beforeAll, expect, test } from "vitest"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const run = promisify(execFile)

interface Files {
  readonly credentials: string
  readonly config: string
}

/** What another program wrote: its line, a region of its own, and keys that every tool takes first. */
const OLD: Files = {
  credentials:
    "[a]\r\naws_access_key_id = AKIAOTHEROTHEROTHE12\r\n\r\n[dev] # mine\r\naws_access_key_id = AKIAMINEMINEMINEMI12\r\naws_secret_access_key = permanent",
  config:
    "# by hand\n[profile dev]\ncredential_process = /opt/other get\nregion = us-east-1\noutput = json\n\n[profile b]\nregion = eu-west-1",
}
const NEW_CONFIG = OLD.config
  .replace("/opt/other get", '"/opt/keycard/bin/keycard" credential-process dev')
  .replace("us-east-1", "eu-central-1")

let driver: string
beforeAll(async () => {
  driver = await bundleTypeScript("tests/support/publish-driver.ts")
})

/** @returns which of its calls to the disk change one of the two files; null when it was killed */
async function drive(action: string, folder: string, killAt = 0): Promise<number[] | null> {
  try {
    const { stdout } = await run(process.execPath, [driver, action, folder, String(killAt)])
    return (/effects ([\d,]*)/.exec(stdout)?.[1] ?? "").split(",").map(Number)
  } catch (error) {
    if ((error as { signal?: string }).signal !== "SIGKILL") throw error
    return null
  }
}

const filesIn = (folder: string): Files => ({
  credentials: readFileSync(join(folder, "credentials"), "utf8"),
  config: readFileSync(join(folder, "config"), "utf8"),
})

async function twoAtATime(numbers: readonly number[], each: (place: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < numbers.length) await each(next++)
  }
  await Promise.all([worker(), worker()])
}

/** Kills before each call that changes something; of the next runs some go on and some go back. */
async function killEach(action: "refresh" | "stop", template: string, done: Files): Promise<void> {
  const before = filesIn(template)
  const copy = (): string => {
    const folder = temporaryFolder()
    cpSync(template, folder, { recursive: true })
    return folder
  }
  const effects = (await drive(action, copy())) ?? []
  expect(effects.length).toBeGreaterThan(8)
  const seen = new Set<string>()
  await twoAtATime(effects, async (place) => {
    const folder = copy()
    const at = `killed at call ${effects[place]}`
    expect(await drive(action, folder, effects[place]), at).toBeNull()
    const { credentials, config } = filesIn(folder)
    expect([before.credentials, done.credentials], at).toContain(credentials)
    expect([before.config, done.config], at).toContain(config)
    seen.add(`${credentials === before.credentials} ${config === before.config}`)
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp")).length).toBeLessThanOrEqual(2)
    if (place % 3 === 0) {
      await drive(action, folder)
      expect(filesIn(folder), at).toEqual(done)
    } else if (place % 3 === 1) {
      await drive("stop", folder)
      expect(filesIn(folder), at).toEqual(OLD)
    }
  })
  // Neither, one, both: the kills did strike between all of them.
  expect(seen.size).toBe(3)
}

test("killed while it is written: old or new, and the next run finishes or takes it back", async () => {
  const template = temporaryFolder()
  writeFileSync(join(template, "credentials"), OLD.credentials)
  writeFileSync(join(template, "config"), OLD.config)
  await drive("prepare-process", template)
  expect(filesIn(template)).toEqual(OLD)
  const whole = temporaryFolder()
  cpSync(template, whole, { recursive: true })
  await drive("refresh", whole)
  const done = filesIn(whole)
  expect(done.config).toBe(NEW_CONFIG)
  expect(done.credentials).toMatch(/\[dev\] # mine\r\nx_keycard_profile = [0-9a-f-]{36}$/)
  await killEach("refresh", template, done)
  await killEach("stop", whole, OLD)
}, 120_000)
