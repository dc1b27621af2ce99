import { describe, expect, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { LONG_TERM, newBench, SERIAL } from "../../support/aws-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const OTHER = {
  accessKeyId: "AKIAOTHEROTHEROTHER1",
  secretAccessKey: "another-secret-of-forty-characters-12345",
}

const FILE = [
  "# mine",
  "[work-long-term]",
  `aws_access_key_id = ${OTHER.accessKeyId}`,
  `aws_secret_access_key = ${OTHER.secretAccessKey}`,
  "aws_mfa_device = arn:aws:iam::123456789012:mfa/ada",
  "",
  "[work]",
  "aws_access_key_id = ASIATEMPORARYTEMPORA",
  "aws_secret_access_key = s",
  "aws_session_token = t",
  "",
  "[plain] ; old",
  "aws_access_key_id=AKIAPLAINPLAINPLAIN1",
  "aws_secret_access_key=plain-secret",
  "",
  "[last]",
  "region = eu-west-1",
].join("\n")

describe("permanent keys in plain text", () => {
  test("are found, aws-mfa's among them, and temporary ones are not", async () => {
    const config = "[profile plain]\nmfa_serial = GAHT12345678\n"
    const { aws } = await newBench({ credentials: FILE, config })
    expect(await aws.plainKeys()).toEqual([
      { profile: "work-long-term", tail: "HER1", mfaSerial: SERIAL, serves: "work" },
      { profile: "plain", tail: "AIN1", mfaSerial: "GAHT12345678", serves: "plain" },
    ])
  })

  test("move to the keychain, and only their lines leave the file", async () => {
    const { aws, account, secrets, credentialsFile } = await newBench({ credentials: FILE })
    const source = { kind: "profile", profile: "work-long-term", removePlainText: true } as const
    const key = await aws.addKey({ name: "aws-mfa", source })
    expect(key).toMatchObject({ tail: "HER1", mfaSerial: SERIAL, otpAccountId: account.id })
    // Known from the device's ARN, before AWS was asked.
    expect(key.accountId).toBe("123456789012")
    expect(secrets.items.get(`aws-key/${key.id}`)).toContain(OTHER.secretAccessKey)
    expect(credentialsFile.text).toBe(
      FILE.split("\n")
        .filter((line) => !line.includes(OTHER.accessKeyId) && !line.includes(OTHER.secretAccessKey))
        .join("\n"),
    )
  })

  test("take their section along when nothing else is in it", async () => {
    const { aws, credentialsFile } = await newBench({ credentials: FILE })
    await aws.addKey({ name: "plain", source: { kind: "profile", profile: "plain", removePlainText: true } })
    expect(credentialsFile.text).toBe(FILE.replace(/\n\[plain\][^[]*(?=\n\[last\])/, ""))
  })

  test("leave no copy in the one backup that is kept of the file", async () => {
    const { aws, credentialsFile } = await newBench({ credentials: FILE })
    await aws.addKey({ name: "plain", source: { kind: "profile", profile: "plain", removePlainText: true } })
    // Each replace makes what stood there the backup: the last one found the file without the key.
    const replaces = credentialsFile.script.calls.filter((call) => call.startsWith("replace"))
    expect(replaces).toHaveLength(2)
  })

  test.each(["set aws-key/", "get aws-key/", "update index"])(
    "stay in the file when %j fails, and the keychain keeps nothing",
    async (step) => {
      const { aws, secrets, index, credentialsFile } = await newBench({ credentials: FILE })
      const failing = step.startsWith("update") ? index.script : secrets.script
      failing.failMatching(step, new AppError({ kind: "keychain", problem: "locked", backend: "os" }))
      const source = { kind: "profile", profile: "plain", removePlainText: true } as const
      expect(await failureOf(aws.addKey({ name: "plain", source }))).toMatchObject({ kind: "keychain" })
      expect(credentialsFile.text).toBe(FILE)
      expect(index.now.awsKeys).toHaveLength(1)
      expect([...secrets.items.keys()].filter((name) => name.startsWith("aws-key/"))).toHaveLength(1)
    },
  )

  test.each(["work", "last", "nowhere"])("[%s] has none", async (profile) => {
    const { aws } = await newBench({ credentials: FILE })
    const source = { kind: "profile", profile, removePlainText: false } as const
    expect(await failureOf(aws.addKey({ name: "x", source }))).toEqual({ kind: "no-plain-key", profile })
  })
})

describe("a key", () => {
  test.each([
    [{ ...OTHER, accessKeyId: "ASIAOTHEROTHEROTHER1" }, "access-key-id"],
    [{ ...OTHER, accessKeyId: "AKIA" }, "access-key-id"],
    [{ ...OTHER, accessKeyId: "AKIAother\nother1234" }, "access-key-id"],
    [{ ...OTHER, secretAccessKey: "with blank" }, "secret-access-key"],
    [{ ...OTHER, secretAccessKey: "" }, "secret-access-key"],
  ])("%j is refused by its %s", async (key, field) => {
    const { aws } = await newBench()
    expect(await failureOf(aws.addKey({ name: "x", source: { kind: "typed", key } }))).toEqual({
      kind: "aws-value",
      field,
    })
  })

  test.each([
    ["arn:aws:iam::123456789012:user/ada", false],
    ["arn:aws:iam::123456789012:u2f/user/ada", false],
    ["arn:aws-cn:iam::123456789012:mfa/team/ada", true],
    ["GAHT12345678", true],
    ["", false],
    ["arn:aws:iam::1234:mfa/ada", false],
  ])("with the serial %j: %s", async (mfaSerial, taken) => {
    const { aws, key } = await newBench()
    const outcome = await failureOf(aws.editKey(key.id, { mfaSerial: mfaSerial || "x" }))
    expect(outcome).toEqual(taken ? "did not fail" : { kind: "aws-value", field: "mfa-serial" })
  })

  test.each([
    ["http://127.0.0.1:4566", true],
    ["http://localhost:1/", true],
    ["http://[::1]:1", true],
    ["https://sts.example.com", true],
    ["http://sts.example.com", false],
    ["http://127.0.0.1.example.com", false],
    ["https://user:pass@sts.example.com", false],
    ["ftp://127.0.0.1", false],
    ["no url", false],
  ])("of the endpoint %j: %s", async (endpoint, taken) => {
    const { aws } = await newBench()
    const outcome = await failureOf(
      aws.addKey({ name: "x", source: { kind: "typed", key: OTHER }, endpoint }),
    )
    expect(outcome).toEqual(taken ? "did not fail" : { kind: "aws-value", field: "endpoint" })
  })

  test("moves to another region of its partition and to another endpoint, and no further", async () => {
    const { aws, key, api, profile } = await newBench({
      roleArns: ["arn:aws:iam::210987654321:role/A"],
    })
    const moved = await aws.editKey(key.id, { region: "eu-central-1", endpoint: "https://sts.example.com" })
    expect(moved).toMatchObject({ region: "eu-central-1", endpoint: "https://sts.example.com" })
    const asked: unknown[] = []
    const { getSessionToken } = api
    api.getSessionToken = (target, ...rest) => {
      asked.push(target)
      return getSessionToken(target, ...rest)
    }
    await aws.refresh(profile.id)
    expect(asked).toEqual([{ region: "eu-central-1", endpoint: "https://sts.example.com" }])
    expect((await aws.editKey(key.id, { endpoint: null })).endpoint).toBeNull()
    for (const region of ["cn-north-1", "us-gov-west-1"])
      expect(await failureOf(aws.editKey(key.id, { region }))).toMatchObject({ kind: "aws-partition" })
    expect(await failureOf(aws.editKey(key.id, { region: "not a region" }))).toMatchObject({
      field: "region",
    })
    expect(await failureOf(aws.editKey(key.id, { endpoint: "ftp://x" }))).toMatchObject({ field: "endpoint" })
    expect(await aws.findKey(key.id)).toMatchObject({ region: "eu-central-1", endpoint: null })
  })

  test("is kept once, by name and by itself", async () => {
    const { aws } = await newBench()
    const again = { kind: "typed", key: LONG_TERM } as const
    expect(await failureOf(aws.addKey({ name: "other", source: again }))).toMatchObject({
      kind: "already-exists",
      name: "work",
    })
    const other = { kind: "typed", key: OTHER } as const
    expect(await failureOf(aws.addKey({ name: "work", source: other }))).toMatchObject({
      kind: "already-exists",
    })
  })

  test("goes only when no profile uses it", async () => {
    const { aws, key, profile, secrets, index } = await newBench()
    expect(await failureOf(aws.removeKey(key.id))).toEqual({ kind: "in-use", what: "key", by: ["dev"] })
    await aws.removeProfile(profile.id)
    await aws.removeKey("work")
    expect(index.now.awsKeys).toEqual([])
    expect([...secrets.items.keys()].some((name) => name.startsWith("aws-key/"))).toBe(false)
  })

  test("finds its devices and the account of each", async () => {
    const { aws, api, key, account } = await newBench()
    const hardware = { serialNumber: "GAHT12345678", userName: "ada", enabledAtMs: 0 }
    api.devices = [{ serialNumber: SERIAL, userName: "ada", enabledAtMs: 0 }, hardware]
    expect(await aws.findMfaDevices(key.id)).toEqual([
      { device: api.devices[0], otpAccountId: account.id },
      { device: hardware, otpAccountId: null },
    ])
  })
})
