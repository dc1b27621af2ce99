/** @file Roles as profiles ask for them: from one shared session, directly, and in chains. */
import { describe, expect, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { changingNames } from "../../../src/core/vault/secret-names.ts"
import { anotherProcess, LONG_TERM, newBench, SERIAL } from "../../support/aws-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const role = (name: string) => `arn:aws:iam::210987654321:role/${name}`
const denied = (message: string) =>
  new AppError({ kind: "aws-refused", refusal: "role-denied", code: "AccessDenied", message })

describe("what goes with a role", () => {
  test("is sent with that role and no other", async () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}'
    const tags = [
      { key: "team", value: "ops", transitive: true },
      { key: "cost", value: "7", transitive: false },
    ]
    const { aws, api, profile } = await newBench({
      roleArns: [role("First"), role("Last")],
      roleOptions: [
        { sessionName: "ada-first", sourceIdentity: "ada", tags },
        { externalId: "tenant-7", policy, policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
      ],
    })
    const { session } = await aws.refresh(profile.id)
    const [, first, last] = api.calls.map((call) => call.role)
    expect(first).toMatchObject({
      roleArn: role("First"),
      roleSessionName: "ada-first",
      sourceIdentity: "ada",
      tags,
    })
    expect(first?.externalId).toBeUndefined()
    expect(last).toMatchObject({
      roleArn: role("Last"),
      roleSessionName: "keycard-ada",
      externalId: "tenant-7",
      policy,
      policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    })
    expect(last?.sourceIdentity).toBeUndefined()
    expect(session.arn).toBe("arn:aws:sts::210987654321:assumed-role/Last/keycard-ada")
  })

  test("changed makes the credentials that were issued before another identity's", async () => {
    const { aws, api, profile } = await newBench({
      roleArns: [role("A")],
      roleOptions: [{ externalId: "one" }],
    })
    await aws.refresh(profile.id)
    await aws.editProfile(profile.id, { roleOptions: [{ externalId: "two" }] })
    expect((await aws.sessions())[0]?.state).toBe("none")
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: true })
    expect(api.calls.map(({ role }) => role?.externalId)).toEqual([undefined, "one", "two"])
  })

  test("stays with its role when others come or go", async () => {
    const { aws, profile } = await newBench({ roleArns: [role("A")], roleOptions: [{ externalId: "one" }] })
    const longer = await aws.editProfile(profile.id, { roleArns: [role("New"), role("A")] })
    expect(longer.roleOptions.map(({ externalId }) => externalId)).toEqual([null, "one"])
    expect((await aws.editProfile(profile.id, { roleArns: [role("New")] })).roleOptions).toEqual([])
  })
})

describe("one session of the user", () => {
  test("opens the roles of all profiles of its key with one code, in every process", async () => {
    const { aws, deps, api, key, profile, clock } = await newBench({ roleArns: [role("A")] })
    const other = await aws.addProfile({ name: "other", keyId: key.id, roleArns: [role("B")] })
    await aws.refresh(profile.id)
    clock.advance(3 * 3_600_000)
    await anotherProcess(deps).refresh(other.id, { force: true })
    await aws.refresh(profile.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(1)
    expect(api.calls[0]).toMatchObject({ durationSeconds: 43_200 })
    expect(api.calls.filter(({ action }) => action === "AssumeRole").map(({ signedBy }) => signedBy)).toEqual(
      ["ASIAEXAMPLEEXAMP0001", "ASIAEXAMPLEEXAMP0001", "ASIAEXAMPLEEXAMP0001"],
    )
  })

  test("serves a profile of the user's own that is started, but not one that wants much more or less", async () => {
    const { aws, api, key, profile, clock } = await newBench({ roleArns: [role("A")] })
    await aws.refresh(profile.id)
    clock.advance(60_000)
    const day = await aws.addProfile({ name: "day", keyId: key.id, durationSeconds: 43_200 })
    await aws.refresh(day.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(1)
    const short = await aws.addProfile({ name: "short", keyId: key.id, durationSeconds: 900 })
    await aws.refresh(short.id)
    const long = await aws.addProfile({ name: "long", keyId: key.id, durationSeconds: 129_600 })
    await aws.refresh(long.id)
    expect(api.count("GetSessionToken")).toBe(3)
    await aws.refresh(long.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(4)
  })

  test("is made anew when it is nearly over, or a code was typed", async () => {
    const { aws, api, profile, clock } = await newBench({ roleArns: [role("A")] })
    await aws.refresh(profile.id)
    clock.advance(43_200_000 - 4 * 60_000)
    await aws.refresh(profile.id)
    expect(api.count("GetSessionToken")).toBe(2)
    clock.advance(60_000)
    await aws.refresh(profile.id, { force: true, code: "123456" })
    expect(api.calls.at(-2)).toMatchObject({ action: "GetSessionToken", mfa: { tokenCode: "123456" } })
  })

  test("is made anew, once, where AWS does not take it any more", async () => {
    const { aws, api, profile, clock } = await newBench({ roleArns: [role("A")] })
    await aws.refresh(profile.id)
    clock.advance(600_000)
    const refusal = {
      kind: "aws-refused",
      refusal: "session-expired",
      code: "ExpiredToken",
      message: "",
    } as const
    api.failures.push(new AppError(refusal))
    expect(await aws.refresh(profile.id, { force: true })).toMatchObject({ issued: true })
    expect(api.count("GetSessionToken")).toBe(2)
    api.failures.push(new AppError(refusal))
    expect(await failureOf(aws.refresh(profile.id, { force: true, code: "123456" }))).toEqual({
      kind: "code-spent",
      retryAtMs: expect.any(Number) as number,
    })
  })

  test("is proven anew for a role that wants a fresh proof, and not again for one that says no all the same", async () => {
    const { aws, api, profile, clock } = await newBench({ roleArns: [role("A")] })
    await aws.refresh(profile.id)
    clock.advance(3_600_000)
    api.failures.push(denied("MultiFactorAuthAge"))
    await aws.refresh(profile.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(2)
    api.failures.push(denied("no"))
    expect(await failureOf(aws.refresh(profile.id, { force: true }))).toMatchObject({
      refusal: "role-denied",
    })
    expect(api.count("GetSessionToken")).toBe(2)
  })

  test("of another device is not used", async () => {
    const { aws, api, profile, key } = await newBench({ roleArns: [role("A")] })
    await aws.refresh(profile.id)
    await aws.editKey(key.id, { mfaSerial: "arn:aws:iam::123456789012:mfa/new" })
    await aws.refresh(profile.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(2)
  })

  test("of another endpoint is not used, and of another region is", async () => {
    const { aws, api, profile, key } = await newBench({ roleArns: [role("A")] })
    await aws.refresh(profile.id)
    await aws.editKey(key.id, { region: "eu-central-1" })
    await aws.refresh(profile.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(1)
    await aws.editKey(key.id, { endpoint: "https://sts.example.com" })
    await aws.refresh(profile.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(2)
    await aws.editKey(key.id, { endpoint: null })
    await aws.refresh(profile.id, { force: true })
    expect(api.count("GetSessionToken")).toBe(3)
  })

  test("is forgotten with the last session of its key, and with the key; the index knows its name", async () => {
    const { aws, key, profile, secrets, index } = await newBench({ roleArns: [role("A")] })
    const other = await aws.addProfile({ name: "other", keyId: key.id, roleArns: [role("B")] })
    await aws.refresh(profile.id)
    await aws.refresh(other.id)
    const kept = () => [...secrets.items.keys()].filter((name) => name.startsWith("user-session/"))
    expect(kept().some((name) => changingNames(index.now).includes(name))).toBe(true)
    await aws.stop(profile.id)
    expect(kept()).not.toEqual([])
    await aws.stop(other.id)
    expect(kept()).toEqual([])
    await aws.refresh(other.id)
    await aws.removeProfile(profile.id)
    await aws.removeProfile(other.id)
    await aws.removeKey(key.id)
    expect(kept()).toEqual([])
  })
})

describe("a role that is assumed directly", () => {
  test("takes a code of its own and the permanent key, short as it may be", async () => {
    const { aws, api, profile } = await newBench({ roleArns: [role("A")], assume: "direct" })
    await aws.refresh(profile.id)
    expect(api.calls).toMatchObject([
      {
        action: "AssumeRole",
        signedBy: LONG_TERM.accessKeyId,
        mfa: { serialNumber: SERIAL },
        durationSeconds: 3_600,
      },
    ])
  })

  test("may be the first of a chain; the rest follows from it", async () => {
    const { aws, api, profile } = await newBench({
      roleArns: [role("A"), role("B"), role("C")],
      assume: "direct",
    })
    await aws.refresh(profile.id)
    expect(api.calls.map(({ signedBy, durationSeconds }) => [signedBy, durationSeconds])).toEqual([
      [LONG_TERM.accessKeyId, 900],
      ["ASIAEXAMPLEEXAMP0001", 900],
      ["ASIAEXAMPLEEXAMP0002", 3_600],
    ])
  })

  test("lasts up to twelve hours, from a session or another role one", async () => {
    const { aws, key } = await newBench()
    const add = (durationSeconds: number, more: object) =>
      failureOf(aws.addProfile({ name: `p${durationSeconds}`, keyId: key.id, durationSeconds, ...more }))
    expect(await add(43_200, { roleArns: [role("A")] })).toBe("did not fail")
    expect(await add(43_201, { roleArns: [role("A")] })).toMatchObject({ field: "role-duration" })
    expect(await add(3_601, { roleArns: [role("A")], assume: "session" })).toMatchObject({
      field: "chain-duration",
    })
    expect(await add(3_602, { roleArns: [role("A"), role("B")], assume: "direct" })).toMatchObject({
      field: "chain-duration",
    })
    expect(await add(899, { roleArns: [role("A")] })).toMatchObject({ field: "role-duration" })
  })
})

describe("partitions", () => {
  test("are checked before AWS is asked, when a profile is made, changed, and used", async () => {
    const { aws, api, key, profile, index } = await newBench({ roleArns: [role("A")] })
    const china = "arn:aws-cn:iam::210987654321:role/A"
    const add = aws.addProfile({ name: "cn", keyId: key.id, roleArns: [china] })
    expect(await failureOf(add)).toMatchObject({ kind: "aws-partition", problem: "mixed", other: "aws-cn" })
    expect(await failureOf(aws.editProfile(profile.id, { roleArns: [china] }))).toMatchObject({
      problem: "mixed",
    })
    await index.update((vault) => ({
      ...vault,
      awsProfiles: vault.awsProfiles.map((known) => ({ ...known, roleArns: [china] })),
    }))
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ problem: "mixed" })
    expect(api.calls).toEqual([])
  })

  test("of a key's device choose where STS is called", async () => {
    const { aws } = await newBench()
    const typed = (accessKeyId: string) =>
      ({ kind: "typed", key: { accessKeyId, secretAccessKey: LONG_TERM.secretAccessKey } }) as const
    const mfaSerial = "arn:aws-us-gov:iam::123456789012:mfa/ada"
    const gov = await aws.addKey({ name: "gov", source: typed("AKIAGOVGOVGOVGOVGOV1"), mfaSerial })
    expect(gov.region).toBe("us-gov-west-1")
    const wrong = { name: "x", source: typed("AKIAGOVGOVGOVGOVGOV2"), mfaSerial, region: "us-east-1" }
    expect(await failureOf(aws.addKey(wrong))).toMatchObject({ kind: "aws-partition", problem: "region" })
  })
})
