import { chmodSync, writeFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { codesSent, setUpAws, standIn } from "./support/aws.ts"
import { newHome, type Ran } from "./support/keycard.ts"
import { runningKeycard } from "./support/running.ts"

interface Document {
  readonly AccessKeyId: string
  readonly Expiration: string
}

/** Without the passphrase a command that works alone can say nothing. */
const withoutPassphrase = { env: { KEYCARD_PASSPHRASE_FILE: undefined } }
const dev = ["credential-process", "dev"]
const tokens = (aws: Awaited<ReturnType<typeof standIn>>) =>
  aws.requests.filter(({ action }) => action === "GetSessionToken").length

async function prepared() {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws, [["dev", "--mode", "process"]])
  return { home, aws }
}

describe("keycard credential-process beside a running Keycard", () => {
  test("is answered by it, the same document as alone, without a keychain of its own", async () => {
    const { home, aws } = await prepared()
    const running = await runningKeycard(home)
    const ran = await home.keycard(dev, withoutPassphrase)
    expect(outcome(ran)).toBe("0")
    const document = JSON.parse(ran.stdout) as Document
    expect(document).toMatchObject({ Version: 1, AccessKeyId: aws.account.sessions.at(-1)?.keyId })
    expect(Date.parse(document.Expiration) - Date.now()).toBeGreaterThan(15 * 60_000)
    expect(running.answered).toBe(1)
    await running.stop()
    expect(await home.keycard(dev, withoutPassphrase)).toMatchObject({ exitCode: 4, stdout: "" })
    expect(await home.ok(dev)).toBe(ran.stdout.trimEnd())
    expect(codesSent(aws)).toHaveLength(1)
  })

  test("says when that is locked: words on stderr, nothing on stdout; a passphrase file works alone", async () => {
    const { home } = await prepared()
    const running = await runningKeycard(home)
    running.locked = true
    expect(await home.keycard(dev, withoutPassphrase)).toMatchObject({
      exitCode: 4,
      stdout: "",
      stderr: "Keycard is locked. Unlock its window, then try again.\n",
    })
    expect(outcome(await home.keycard(dev))).toBe("0")
  })

  test("says its failures in the words and with the exit codes of working alone", async () => {
    const { home } = await prepared()
    const alone = await home.keycard(["credential-process", "nobody"])
    await runningKeycard(home)
    const asked = await home.keycard(["credential-process", "nobody"], withoutPassphrase)
    expect(asked).toEqual(alone)
    expect(asked).toMatchObject({ exitCode: 3, stdout: "" })
  })

  test("works alone where what listens there is not trusted", async () => {
    const { home } = await prepared()
    const running = await runningKeycard(home)
    chmodSync(home.path(".keycard", "agent.json"), 0o644)
    await home.ok(dev)
    writeFileSync(home.path(".keycard", "agent.json"), "nonsense", { mode: 0o600 })
    await home.ok(dev)
    expect(running.answered).toBe(0)
  })
})

const fifty = (ask: () => Promise<Ran>) => Promise.all(Array.from({ length: 50 }, ask))

/** Near the end of a time step the one that asks AWS says that it waits for the next. */
const outcome = ({ exitCode, stderr }: Ran) =>
  `${exitCode}${stderr.replace(/^AWS takes each code once\. Waiting \d+ s for the next one…\n/, "")}`

describe("fifty keycard credential-process at once", () => {
  test("make one request of AWS through the running Keycard", async () => {
    const { home, aws } = await prepared()
    const running = await runningKeycard(home)
    const all = await fifty(() => home.keycard(dev))
    expect(new Set(all.map(outcome))).toEqual(new Set(["0"]))
    expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1)
    // On a very busy machine some may give it up and work alone.
    expect(running.answered).toBeGreaterThan(25)
    expect(tokens(aws)).toBe(1)
  })

  test("make one request of AWS each working alone", async () => {
    const { home, aws } = await prepared()
    const all = await fifty(() => home.keycard(dev))
    expect(new Set(all.map(outcome))).toEqual(new Set(["0"]))
    expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1)
    expect(tokens(aws)).toBe(1)
  })
})
