import { expect, test } from "vitest"
import { SELF_CARE } from "../support/aws/iam-subject.ts"
import { longTermKey, setUpAws, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

interface Listed {
  name: string
  tail: string
  old: boolean
  ageAtLeast: boolean
  issuedAt: string | null
  lastUsedAt: string | null
  rotation: { step: string; otherTail: string } | null
  others: { tail: string }[]
}

const DAY_MS = 86_400_000
/** Waits for time steps of real time. */
const STEPS = { timeout: 150_000 }

test("a key is listed with its age, rotated, and its old one deleted", STEPS, async () => {
  const home = await newHome()
  const createdMs = Date.now() - 120 * DAY_MS
  const aws = await standIn({
    users: [
      { name: "alice", allow: SELF_CARE, accessKeys: [{ createdMs, lastUsedMs: Date.now() - 3 * DAY_MS }] },
    ],
  })
  await setUpAws(home, aws)
  const before = longTermKey(aws)

  const unasked = JSON.parse(await home.ok(["aws", "key", "list", "--json"])) as Listed[]
  expect(unasked).toMatchObject([{ name: "work", ageAtLeast: true, old: false, issuedAt: null }])
  const asked = await home.keycard(["aws", "key", "list", "--refresh"])
  expect(asked.stdout).toMatch(/^work +…\w{4} +120 days old +last used 3 days ago$/m)
  expect(asked.stderr).toContain("is 120 days old. Rotate it")
  expect((await home.keycard(["status"])).stderr).toContain("is 120 days old. Rotate it")
  await home.ok(["aws", "key", "list", "--warn-after", "0"])
  expect((await home.keycard(["status"])).stderr).not.toContain("days old")

  const rotated = await home.keycard(["aws", "key", "rotate", "work"])
  expect(rotated).toMatchObject({ exitCode: 0 })
  const [old, made] = aws.account.users[0]?.accessKeys ?? []
  expect(rotated.stdout).toContain(
    `“work” is …${made?.id.slice(-4)} now. The old one, …${before.id.slice(-4)}`,
  )
  expect(rotated.stderr).toContain("keycard aws key rotate work --roll-back")
  expect(rotated.stdout + rotated.stderr).not.toContain(made?.id)
  expect([old?.status, made?.status]).toEqual(["Inactive", "Active"])
  expect((await home.keycard(["status"])).stderr).toContain("Delete it when everything works")
  expect(await home.keycard(["aws", "key", "rotate", "work"])).toMatchObject({ exitCode: 6 })

  await home.ok(["aws", "key", "rotate", "work", "--delete-old"])
  expect(aws.account.users[0]?.accessKeys).toEqual([made])
  expect(await home.keycard(["aws", "key", "rotate", "work", "--resume"])).toMatchObject({
    exitCode: 6,
    stderr: expect.stringContaining("No rotation of “work” is under way") as string,
  })
  const log = await home.ok(["log"])
  for (const words of ["access key rotated", "made inactive", "deleted at AWS"]) expect(log).toContain(words)
})

test(
  "a lost answer: the key that nobody has is named, deleted by choice, and the rotation goes on",
  STEPS,
  async () => {
    const home = await newHome()
    const aws = await standIn({ users: [{ name: "alice", allow: SELF_CARE, mfaDevices: [] }] })
    const { id, secret } = longTermKey(aws)
    await home.ok(["aws", "key", "add", "work", "--endpoint", aws.url], { stdin: `${id}\n${secret}\n` })
    aws.faults.next({ kind: "reset", processed: true }, { action: "CreateAccessKey" })
    expect(await home.keycard(["aws", "key", "rotate", "work"])).toMatchObject({ exitCode: 7 })
    const tail = aws.account.users[0]?.accessKeys[1]?.id.slice(-4) ?? ""
    const resumed = await home.keycard(["aws", "key", "rotate", "work", "--resume"])
    expect(resumed).toMatchObject({ exitCode: 6 })
    expect(resumed.stderr).toContain(`It is …${tail} (active`)
    await home.ok(["aws", "key", "rotate", "work", "--delete-other", tail])
    expect(aws.account.users[0]?.accessKeys.map((key) => key.id)).toEqual([id])
    const back = await home.keycard(["aws", "key", "rotate", "work", "--json"])
    expect(JSON.parse(back.stdout)).toMatchObject({ rotation: { step: "retired", otherTail: id.slice(-4) } })
    await home.ok(["aws", "key", "rotate", "work", "--roll-back"])
    expect(aws.account.users[0]?.accessKeys).toMatchObject([{ id, status: "Active" }])
  },
)

test("an MFA device is made and enabled, and the seed is never printed", STEPS, async () => {
  const home = await newHome()
  const aws = await standIn({
    users: [{ name: "alice", allow: SELF_CARE, mfaDevices: [], denyWithoutMfa: true }],
  })
  const { id, secret } = longTermKey(aws)
  await home.ok(["aws", "key", "add", "work", "--endpoint", aws.url], { stdin: `${id}\n${secret}\n` })
  const made = await home.keycard(["aws", "mfa", "enrol", "work"])
  expect(made).toMatchObject({ exitCode: 0 })
  const [device] = aws.account.users[0]?.mfaDevices ?? []
  expect(made.stdout).toContain(device?.serial)
  expect(made.stdout + made.stderr).not.toContain(device?.seedBase32)
  expect(await home.ok(["list"])).toContain("alice@123456789012")
  expect(await home.keycard(["aws", "mfa", "enrol", "work"])).toMatchObject({ exitCode: 6 })
})

test("plain-text keys move home, one after the other", async () => {
  const home = await newHome()
  const [one, two] = [1, 2].map((number) => ({
    id: `AKIAPLAIN${number}PLAIN00000`.slice(0, 20),
    secret: `${number}`.repeat(40),
  }))
  const section = (name: string, key = one) =>
    `[${name}]\naws_access_key_id = ${key?.id}\naws_secret_access_key = ${key?.secret}\nregion = eu-west-1\n`
  home.write(".aws/credentials", section("first") + section("second-long-term", two))
  const dry = JSON.parse(await home.ok(["aws", "key", "move-home", "--dry-run", "--json"])) as unknown[]
  expect(dry).toHaveLength(2)
  expect(home.credentials).toContain(one?.secret)
  await home.ok(["aws", "key", "move-home"])
  expect(home.credentials).not.toMatch(/aws_secret_access_key/)
  expect(home.credentials).toContain("region = eu-west-1")
  const keys = JSON.parse(await home.ok(["aws", "key", "list", "--json"])) as Listed[]
  expect(keys.map(({ name }) => name)).toEqual(["first", "second"])
  expect(await home.keycard(["aws", "key", "move-home", "gone"])).toMatchObject({ exitCode: 3 })
})
