/** @file The whole of it against a strict STS over the wire, with AWS's own SDK. */
import { describe, expect, test } from "vitest"
import { createAwsSdkApi } from "../../../src/adapters/aws/aws-sdk-api.ts"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import type { Fault } from "../../support/aws/faults.ts"
import { startAwsStandIn } from "../../support/aws/start.ts"
import { ENTRY, newBench, SERIAL } from "../../support/aws-bench.ts"

const KEY = {
  accessKeyId: "AKIASTANDINSTANDIN12",
  secretAccessKey: "stand-in-secret-stand-in-secret-12345678",
}

async function onTheWire() {
  const bench = await newBench()
  const { clock, account } = bench
  const nowMs = () => clock.nowMs()
  const standIn = await startAwsStandIn({
    nowMs,
    users: [
      {
        name: "ada",
        accessKeys: [{ id: KEY.accessKeyId, secret: KEY.secretAccessKey }],
        mfaDevices: [{ serial: SERIAL, seedBase32: ENTRY.secret }],
      },
    ],
    roles: [{ name: "Deploy", requiresMfa: true }],
  })
  // The SDK signs by the real clock, so the bench goes by it too.
  clock.set(Date.now())
  const deps = { ...bench.deps, api: createAwsSdkApi({ timeoutMs: 60_000, nowMs }) }
  const aws = createAws(deps)
  const source = { kind: "typed", key: KEY } as const
  const wanted = { source, mfaSerial: SERIAL, otpAccountId: account.id, endpoint: standIn.url }
  const key = await aws.addKey({ name: "on the wire", ...wanted })
  const profile = await aws.addProfile({ name: "wire", keyId: key.id, durationSeconds: 3_600 })
  return { ...bench, deps, aws, standIn, key, profile }
}

describe("against a strict STS", () => {
  test("refreshes, one after the other, are all accepted: no code is sent twice", async () => {
    const { aws, standIn, profile, credentialsFile } = await onTheWire()
    try {
      for (let round = 0; round < 3; round++) await aws.refresh(profile.id, { force: true })
      const sent = standIn.requests.filter(({ action }) => action === "GetSessionToken")
      expect(sent.map(({ result }) => result)).toEqual(["OK", "OK", "OK"])
      expect(credentialsFile.text).toContain(standIn.account.sessions.at(-1)?.token)
      expect((await aws.sessions()).find((view) => view.profile.id === profile.id)?.session).toMatchObject({
        accountId: "123456789012",
        arn: "arn:aws:iam::123456789012:user/ada",
      })
    } finally {
      await standIn.close()
    }
  })

  test("a role is assumed from a session with MFA", async () => {
    const { aws, standIn, key } = await onTheWire()
    try {
      const roleArns = ["arn:aws:iam::123456789012:role/Deploy"]
      const chained = await aws.addProfile({ name: "deploy", keyId: key.id, roleArns })
      expect((await aws.refresh(chained.id)).session.arn).toMatch(/assumed-role\/Deploy\/keycard-ada$/)
      const long = await aws.addProfile({ name: "long", keyId: key.id, roleArns, durationSeconds: 7_200 })
      await expect(aws.refresh(long.id)).rejects.toMatchObject({ data: { refusal: "role-duration" } })
    } finally {
      await standIn.close()
    }
  })

  test.each<Fault>([
    { kind: "newline-in-token" },
    { kind: "expires-in", seconds: -1 },
    { kind: "omit", element: "SessionToken" },
    { kind: "captive-portal" },
    { kind: "truncated" },
    { kind: "status", status: 500, processed: true },
    { kind: "reset", processed: true },
  ])("after %j nothing is written, and the next refresh works with another code", async (fault) => {
    const { aws, standIn, profile, credentialsFile, index, secrets } = await onTheWire()
    try {
      standIn.faults.next(fault)
      await expect(aws.refresh(profile.id)).rejects.toMatchObject({ name: "AppError" })
      expect(credentialsFile.text).toBeNull()
      expect(index.now.awsSessions).toEqual([])
      expect([...secrets.items.keys()].some((name) => name.startsWith("session/"))).toBe(false)
      expect(await aws.refresh(profile.id)).toMatchObject({ issued: true, written: true })
      const codes = standIn.requests.flatMap(({ parameters }) => parameters.TokenCode ?? [])
      expect(new Set(codes).size).toBe(2)
    } finally {
      await standIn.close()
    }
  })
})
