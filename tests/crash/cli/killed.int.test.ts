import { parse } from "ini"
import { expect, test } from "vitest"
import { codesSent, standIn } from "../../cli/support/aws.ts"
import type { AwsStandIn } from "../../support/aws/start.ts"
import { allCodes, lookInside } from "../../cli/support/inside.ts"
import { type Home, newHome, type Ran } from "../../cli/support/keycard.ts"
import { anyAccount } from "../../cli/support/secrets.ts"

const ROUNDS = 40

/** Runs it and kills it, hard, after so long, unless it was done before. */
function killedAfter(home: Home, args: readonly string[], ms: number, stdin = ""): Promise<Ran> {
  return home.keycard(args, {
    stdin,
    onStart: (child) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), ms)
      child.once("exit", () => {
        clearTimeout(timer)
      })
    },
  })
}

/** Moments from the start of a run to a little after its end, the second half of it more often. */
function moments(typicalMs: number): number[] {
  return Array.from({ length: ROUNDS }, (_, round) =>
    round % 4 === 0 ? Math.random() * typicalMs : typicalMs * (0.4 + Math.random() * 0.8),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

test(
  "killed at any moment of add, every acknowledged account gives its code",
  { timeout: 240_000 },
  async () => {
    const home = await newHome()
    const first = anyAccount("first")
    const typicalMs = await timed(() => home.ok(["add", "-"], { stdin: first.link }))
    const acknowledged = new Map([["first", first.code]])
    const tried = new Map(acknowledged)
    for (const [round, ms] of moments(typicalMs).entries()) {
      const name = `user${round}`
      const { link, code } = anyAccount(name)
      tried.set(name, code)
      const { exitCode } = await killedAfter(home, ["add", "-"], ms, link)
      if (exitCode === 0) acknowledged.set(name, code)
      const codes = await allCodes(await lookInside(home))
      for (const known of acknowledged.keys()) expect(codes.has(known)).toBe(true)
      // What was not acknowledged is there whole or not at all.
      for (const [known, got] of codes) if (tried.get(known) !== undefined) expect(got).toBe(tried.get(known))
    }
    expect(acknowledged.size).toBeGreaterThan(1)
    expect(acknowledged.size).toBeLessThan(tried.size)
    await home.ok(["add", "-"], { stdin: anyAccount("last").link })
  },
)

const FOREIGN = "# mine\n[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n\n"

test(
  "killed at any moment of refresh, no profile of others is touched, no code sent twice, and the next one mends it",
  { timeout: 300_000 },
  async () => {
    const home = await newHome()
    const names = Array.from({ length: ROUNDS + 1 }, (_, round) => `user${round}`)
    const aws = await standIn({ users: names.map((name) => ({ name })) })
    home.write(".aws/credentials", FOREIGN)
    await setUpUsers(home, aws)
    const typicalMs = await timed(() => home.ok(["refresh", names[0] ?? ""]))
    for (const [round, ms] of moments(typicalMs).entries()) {
      const name = names[round + 1] ?? ""
      const { exitCode } = await killedAfter(home, ["refresh", name], ms)
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
