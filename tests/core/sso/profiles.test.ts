import { describe, expect, test } from "vitest"
import { createConsole } from "../../../src/core/aws/console.ts"
import { planRenewals, nextTurns } from "../../../src/core/aws/renewal-plan.ts"
import { verdictOn } from "../../../src/core/aws/renewal-failures.ts"
import { newSsoBench } from "../../support/sso-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const HOUR_MS = 3_600_000
const AUDIT = { accountId: "222222222222", accountName: "Audit", roleName: "ReadOnly" }
const ROLE = "arn:aws:iam::333333333333:role/Deploy"

async function withProfile(options: { roleArns?: string[]; renew?: "auto" } = {}) {
  const bench = await newSsoBench()
  await bench.sso.signInByBrowser(bench.ids.signInId)
  const center = { ...bench.ids, ...AUDIT }
  const profile = await bench.aws.addProfile({ name: "audit", keyId: null, center, ...options })
  return { ...bench, profile }
}

describe("a profile of Identity Center", () => {
  test("is filled without a code, and says so in the log", async () => {
    const { aws, profile, credentialsFile, api, index, notes, clock } = await withProfile()
    const { session, written } = await aws.refresh(profile.id)
    expect(written).toBe(true)
    expect(session).toMatchObject({
      accountId: "222222222222",
      expiresAtMs: clock.nowMs() + HOUR_MS,
    })
    expect(credentialsFile.text).toMatch(/^\[audit\]\naws_access_key_id = ASIA/)
    expect(api.count("GetRoleCredentials")).toBe(1)
    expect(index.now.spentSteps).toEqual({})
    expect(notes).toMatchObject([
      { what: "signed-in" },
      { what: "issued", profile: "audit", key: "acme" },
      { what: "written", profile: "audit" },
    ])
    expect(await aws.sessions()).toMatchObject([
      { profile: { name: "audit" }, key: null, signIn: { name: "acme" } },
    ])
  })

  test("serves from what was issued until little is left, then signs in anew by itself", async () => {
    const { aws, profile, api, clock } = await withProfile()
    await aws.refresh(profile.id)
    await aws.refresh(profile.id)
    expect(api.count("GetRoleCredentials")).toBe(1)
    clock.advance(HOUR_MS)
    await aws.refresh(profile.id)
    expect(api.count("GetRoleCredentials")).toBe(2)
    expect(api.count("CreateToken refresh")).toBe(1)
  })

  test("begins a chain of roles, the last of which it gives", async () => {
    const { aws, profile, sts, index } = await withProfile({ roleArns: [ROLE] })
    await aws.refresh(profile.id)
    expect(sts.calls).toMatchObject([{ action: "AssumeRole", roleArn: ROLE, durationSeconds: 3600 }])
    expect(sts.calls[0]?.signedBy).toMatch(/^ASIA/)
    expect(index.now.awsSessions[0]).toMatchObject({
      accountId: "333333333333",
      arn: "arn:aws:sts::333333333333:assumed-role/Deploy/keycard-audit",
    })
  })

  test("hands on what goes with a role of its chain", async () => {
    const bench = await newSsoBench()
    await bench.sso.signInByBrowser(bench.ids.signInId)
    const options = { externalId: "tenant-7", sessionName: "deploy", sourceIdentity: "ada" }
    const profile = await bench.aws.addProfile({
      ...{ name: "chain", keyId: null, center: { ...bench.ids, ...AUDIT } },
      ...{ roleArns: [ROLE], roleOptions: [options], durationSeconds: 1_800 },
    })
    await bench.aws.refresh(profile.id)
    expect(bench.sts.calls.at(-1)).toMatchObject({
      durationSeconds: 1_800,
      role: { externalId: "tenant-7", roleSessionName: "deploy", sourceIdentity: "ada" },
    })
  })

  test("opens the console with the role's credentials, whose time nobody can choose", async () => {
    const { aws, profile, deps, api, clock } = await withProfile()
    const asked: { base: string; accessKeyId: string; durationSeconds: number | null }[] = []
    const signIn = createConsole({
      ...deps,
      aws,
      api: {
        getFederationToken: () => Promise.reject(new Error("no permanent key is here")),
        signInToken: (base, { accessKeyId }, durationSeconds) => {
          asked.push({ base, accessKeyId, durationSeconds })
          return Promise.resolve("a-token-of-16-chars")
        },
      },
    })
    const { url, endsAtMs } = await signIn.link(profile.id)
    expect(url).toContain("a-token-of-16-chars")
    expect(endsAtMs).toBe(clock.nowMs() + HOUR_MS)
    expect(asked).toEqual([
      {
        base: "https://signin.aws.amazon.com",
        accessKeyId: expect.stringMatching(/^ASIA/) as string,
        durationSeconds: null,
      },
    ])
    expect(api.count("GetRoleCredentials")).toBe(1)
    const limited = await failureOf(signIn.link(profile.id, { durationSeconds: 3_600 }))
    expect(limited).toEqual({ kind: "aws-console", problem: "duration-fixed" })
    expect(await signIn.signOutLink(profile.id)).toMatchObject({ endpoint: null })
  })

  test("other credentials are due once its role is another", async () => {
    const { aws, profile, index, api } = await withProfile()
    await aws.refresh(profile.id)
    await index.update((vault) => ({
      ...vault,
      awsProfiles: vault.awsProfiles.map((each) => ({
        ...each,
        center: each.center && { ...each.center, accountId: "111111111111" },
      })),
    }))
    await aws.refresh(profile.id)
    expect(api.count("GetRoleCredentials")).toBe(2)
  })

  test("cannot last longer than AWS lets roles of a chain", async () => {
    const { aws, ids } = await newSsoBench()
    const wanted = { name: "x", keyId: null, center: { ...ids, ...AUDIT }, durationSeconds: 3601 }
    expect(await failureOf(aws.addProfile(wanted))).toEqual({
      kind: "aws-value",
      field: "chain-duration",
    })
  })

  test.each([
    [{ accountId: "1234" }, "account-id"],
    [{ roleName: "a b" }, "role-name"],
    [{ roleName: "x]\n[default" }, "role-name"],
  ])("refuses %j", async (wrong, field) => {
    const { aws, ids } = await newSsoBench()
    const center = { ...ids, ...AUDIT, ...wrong }
    expect(await failureOf(aws.addProfile({ name: "x", keyId: null, center }))).toEqual({
      kind: "aws-value",
      field,
    })
  })

  test("says when the role was taken away, and when the sign-in is over", async () => {
    const { aws, profile, center, clock, notes } = await withProfile()
    center.accounts = center.accounts.filter(({ name }) => name !== "Audit")
    expect(await failureOf(aws.refresh(profile.id))).toEqual({
      kind: "sso",
      problem: "no-access",
      signIn: "acme",
    })
    clock.advance(9 * HOUR_MS)
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ problem: "signed-out" })
    expect(notes.at(-1)).toMatchObject({ what: "refused", key: "acme", reason: "sso signed-out" })
  })
})

describe("its renewal", () => {
  test("is due in time, and is asked for one at a time for each sign-in", async () => {
    const { aws, profile, index, clock, ids } = await withProfile({ renew: "auto" })
    const center = { ...ids, ...AUDIT, accountId: "111111111111" }
    const other = await aws.addProfile({ name: "prod", keyId: null, center, renew: "auto" })
    await aws.refresh(profile.id)
    await aws.refresh(other.id)
    const around = { failures: new Map(), open: true, offline: false }
    expect(planRenewals(index.now, around, clock.nowMs()).map(({ renewal }) => renewal.kind)).toEqual([
      "scheduled",
      "scheduled",
    ])
    clock.advance(HOUR_MS - 15 * 60_000)
    const due = planRenewals(index.now, around, clock.nowMs())
    expect(due.map(({ renewal }) => renewal.kind)).toEqual(["due", "due"])
    expect(nextTurns(due, new Set()).map((turn) => turn.length)).toEqual([1])
    expect(planRenewals(index.now, { ...around, offline: true }, clock.nowMs())[0]?.renewal.kind).toBe(
      "offline",
    )
  })

  test("waits for a person where the sign-in is over, and for all its profiles alike", () => {
    const over = { kind: "sso", problem: "signed-out", signIn: "acme" } as const
    expect(verdictOn(over, 1)).toEqual({ scope: "key", person: true, retryMs: null })
    expect(verdictOn({ ...over, problem: "no-access" }, 1)).toMatchObject({ scope: "profile", person: true })
  })
})
