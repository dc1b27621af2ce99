import { parse } from "ini"
import { expect, test } from "vitest"
import { codesSent, standIn } from "../../cli/support/aws.ts"
import type { AwsStandIn } from "../../support/aws/start.ts"
import { allCodes, lookInside } from "../../cli/support/inside.ts"
import { type Home, newHome, type Ran } from "../../cli/support/keycard.ts"
import { anyAccount } from "../../cli/support/secrets.ts"

const ROUNDS = 30

/** Runs it and kills it, hard, after so long, unless it was done before; without a time, lets it end. */
function killedAfter(home: Home, args: readonly string[], ms?: number, stdin = ""): Promise<Ran> {
  return home.keycard(args, {
    stdin,
    onStart: (child) => {
      if (ms === undefined) return
      if (ms === 0) return void child.kill("SIGKILL")
      const timer = setTimeout(() => child.kill("SIGKILL"), ms)
      child.once("exit", () => {
        clearTimeout(timer)
      })
    },
  })
}

/**
 * When to kill each run, in milliseconds: none of the first and of every eighth, which measure how long a run takes
 * (a machine with other work takes longer from one to the next); the second at once; the others at any moment of it,
 * the second half more often.
 */
function killer(): (round: number, work: (afterMs?: number) => Promise<Ran>) => Promise<Ran> {
  let typicalMs = 0
  return async (round, work) => {
    if (round % 8 !== 0) {
      if (round === 1) return work(0)
      return work(typicalMs * (round % 4 === 1 ? Math.random() : 0.4 + Math.random() * 0.8))
    }
    const startMs = performance.now()
    const ran = await work()
    typicalMs = performance.now() - startMs
    expect(ran.exitCode, ran.stderr).toBe(0)
    return ran
  }
}

test(
  "killed at any moment of add, every acknowledged account gives its code",
  { timeout: 240_000 },
  async () => {
    const home = await newHome()
    const acknowledged = new Set<string>()
    const tried = new Map<string, string | undefined>()
    const kill = killer()
    for (let round = 0; round < ROUNDS; round++) {
      const name = `user${round}`
      const { link, code } = anyAccount(name)
      tried.set(name, code)
      const { exitCode } = await kill(round, (ms) => killedAfter(home, ["add", "-"], ms, link))
      if (exitCode === 0) acknowledged.add(name)
      const codes = await allCodes(await lookInside(home))
      for (const known of acknowledged) expect(codes.has(known)).toBe(true)
      // What was not acknowledged is there whole or not at all.
      for (const [known, got] of codes) if (tried.get(known) !== undefined) expect(got).toBe(tried.get(known))
    }
    expect(acknowledged.has("user1"), "killed before it read a line").toBe(false)
    await home.ok(["add", "-"], { stdin: anyAccount("last").link })
  },
)

const FOREIGN = "# mine\n[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n\n"

test(
  "killed at any moment of refresh, no profile of others is touched, no code sent twice, and the next one mends it",
  { timeout: 300_000 },
  async () => {
    const home = await newHome()
    const names = Array.from({ length: ROUNDS }, (_, round) => `user${round}`)
    const aws = await standIn({ users: names.map((name) => ({ name })) })
    home.write(".aws/credentials", FOREIGN)
    await setUpUsers(home, aws)
    const kill = killer()
    for (const [round, name] of names.entries()) {
      const { exitCode } = await kill(round, (ms) => killedAfter(home, ["refresh", name], ms))
      await lookInside(home).then((inside) => inside.aws.sessions())
      expect(home.credentials.startsWith(FOREIGN)).toBe(true)
      const sections = parse(home.credentials)
      const keys = Object.entries(sections).filter(([section]) => section !== "other")
      for (const [, section] of keys) expect(keysOf(section)).toEqual(keysOf(sections.user0))
      if (exitCode === 0) expect(Object.keys(sections)).toContain(name)
    }
    await home.ok(["refresh"])
    const sections = parse(home.credentials)
    for (const user of aws.account.users) {
      const session = aws.account.sessions.findLast(
        ({ principal }) => principal.kind === "user-session" && principal.user === user,
      )
      expect(sections[user.name]).toMatchObject({ aws_access_key_id: session?.keyId })
    }
    const spent = aws.requests.filter(({ parameters }) => parameters.TokenCode !== undefined)
    expect(spent.every(({ result }) => result === "OK")).toBe(true)
    expect(codesSent(aws).length).toBeGreaterThanOrEqual(names.length)
  },
)

const keysOf = (section: unknown) => Object.keys(section as object).sort()

/** For each user of the stand-in: the account of the device, the key, and a profile, all of the user's name. */
async function setUpUsers(home: Home, standIn: AwsStandIn) {
  const { accounts, aws } = await lookInside(home)
  for (const { name, accessKeys, mfaDevices } of standIn.account.users) {
    const [key] = accessKeys
    const [device] = mfaDevices
    if (key === undefined || device === undefined) throw new Error("a user without key or device")
    const [account] = await accounts.enrol([
      {
        entry: {
          type: "totp",
          issuer: "AWS",
          account: name,
          secret: device.seedBase32,
          algorithm: "SHA1",
          digits: 6,
          period: 30,
          counter: 0,
        },
      },
    ])
    const { id: keyId } = await aws.addKey({
      name,
      source: { kind: "typed", key: { accessKeyId: key.id, secretAccessKey: key.secret } },
      mfaSerial: device.serial,
      otpAccountId: account?.id,
      endpoint: standIn.url,
    })
    await aws.addProfile({ name, keyId })
  }
}
