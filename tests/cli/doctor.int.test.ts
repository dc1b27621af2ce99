import { chmodSync, statSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { longTermKey, setUpAws, standIn } from "./support/aws.ts"
import { type Home, newHome } from "./support/keycard.ts"
import { expectMeanwhile } from "./support/meanwhile.ts"

const DAY_MS = 86_400_000
const ALL = [
  "iam:GetUser",
  "iam:ListAccessKeys",
  "iam:ListMFADevices",
  "iam:GetAccountSummary",
  "iam:ListUsers",
  "iam:GetAccessKeyLastUsed",
] as const

interface Checkup {
  checkedAt: string
  keys: { key: string; may: string[]; mayNot: string[] }[]
  findings: { id: string; severity: string; what: string; why: string; todo: string; data: object }[]
}

/** Everything on the disk: names, bytes, modes and times. */
const traces = (home: Home) =>
  home.files().map(({ name, content }) => {
    const { mode, mtimeMs } = statSync(home.path(name))
    return { name, content, mode, mtimeMs }
  })

describe("keycard doctor", () => {
  test("finds what is unsafe here and at AWS, worst first, and changes nothing", async () => {
    const nowMs = Date.now()
    const old = { createdMs: nowMs - 400 * DAY_MS, lastUsedMs: nowMs }
    // More than a page of users.
    const crowd = Array.from({ length: 120 }, (_, number) => ({ name: `user${number}`, accessKeys: [] }))
    const aws = await standIn({
      root: { mfa: false, accessKeys: 0 },
      users: [
        { name: "alice", accessKeys: [old], allow: ALL },
        ...crowd,
        {
          name: "bob",
          mfaDevices: [],
          passwordUsedMs: nowMs,
          accessKeys: [{ createdMs: old.createdMs }, {}],
        },
      ],
    })
    const home = await newHome()
    await setUpAws(home, aws, [])
    home.write(
      ".aws/credentials",
      "[plain]\naws_access_key_id = AKIAPLAINPLAINPLAIN1\naws_secret_access_key = canarycanary\n",
    )
    home.write(
      ".aws/config",
      "[DEFAULT]\nregion = x # y\n[profile p]\ncredential_process = /nowhere/at/all\n",
    )
    chmodSync(home.path(".aws", "credentials"), 0o644)
    chmodSync(home.path("passphrase"), 0o640)
    const before = traces(home)
    const ran = await home.keycard(["doctor", "--json"])
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" })
    const { checkedAt, findings } = JSON.parse(ran.stdout) as Checkup
    expectMeanwhile(Date.parse(checkedAt), nowMs)
    expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
      "high plain-key",
      "high open-path",
      "high open-path",
      "high root-without-mfa",
      "high user-without-mfa",
      "medium default-section",
      "medium process-broken",
      "medium no-backup",
      "medium old-key",
      "medium unused-key",
      "medium several-keys",
    ])
    expect(findings.filter(({ id }) => id === "open-path").map(({ data }) => data)).toMatchObject([
      { path: home.path(".aws", "credentials"), readableBy: "everyone" },
      { path: home.path("passphrase"), readableBy: "group" },
    ])
    expect(findings.find(({ id }) => id === "user-without-mfa")?.data).toEqual({
      ...{ key: "work", account: "123456789012", user: "bob", own: false, signsIn: true },
    })
    expect(findings.find(({ id }) => id === "old-key")?.data).toMatchObject({ ageDays: 400 })
    for (const { what, why, todo } of findings)
      expect([what, why, todo].every((text) => text !== "")).toBe(true)
    expect(traces(home)).toEqual(before)

    const text = await home.ok(["doctor"])
    expect(text).toMatch(/^Mend these first\n\nA permanent access key/)
    for (const words of [ran.stdout, text])
      for (const secret of ["canarycanary", longTermKey(aws).secret, longTermKey(aws).id])
        expect(words).not.toContain(secret)
    expect(aws.requests.map(({ action }) => action)).not.toContain("GetSessionToken")
  })

  test("with a key that may see nothing says so, and looks at the rest", async () => {
    const aws = await standIn({ users: [{ name: "alice", allow: [] }] })
    const home = await newHome()
    await setUpAws(home, aws, [])
    const { findings, keys } = await home.json<Checkup>(["doctor", "--key", "work"])
    expect(findings.map(({ id }) => id)).toEqual(["no-backup", "not-allowed"])
    expect(keys).toMatchObject([
      { key: "work", may: [], mayNot: expect.arrayContaining(["iam:ListUsers"]) as [] },
    ])
    const asked = aws.requests.length
    expect((await home.json<Checkup>(["doctor", "--offline"])).findings.map(({ id }) => id)).toEqual([
      "no-backup",
    ])
    expect(aws.requests).toHaveLength(asked)
    expect((await home.keycard(["doctor", "--key", "gone"])).exitCode).toBe(3)
  })

  test("uses a session that is there where the bare key is refused", async () => {
    const aws = await standIn({ users: [{ name: "alice", allow: [...ALL], denyWithoutMfa: true }] })
    const home = await newHome()
    await setUpAws(home, aws)
    const ids = async () => (await home.json<Checkup>(["doctor"])).findings.map(({ id }) => id)
    expect(await ids()).toEqual(["no-backup", "not-allowed"])
    await home.ok(["refresh"])
    expect(await ids()).toEqual(["no-backup"])
  })

  test("on a machine with nothing finds nothing, asks for nothing and makes nothing", async () => {
    const home = await newHome("os")
    const before = traces(home)
    expect(await home.keycard(["doctor"])).toMatchObject({
      exitCode: 0,
      stdout: "Nothing unsafe and nothing broken was found.\n",
    })
    expect(traces(home)).toEqual(before)
  })
})
