import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test, vi } from "vitest"
import { createAwsSdkApi } from "../../../src/adapters/aws/aws-sdk-api.ts"
import {
  api,
  atEnd,
  clock,
  CODE,
  eachWithStrictAws,
  errorOf,
  KEY,
  SERIAL,
  serve,
  target,
  withMfa,
} from "./strict-aws.ts"

const aws = eachWithStrictAws()

describe("against a strict STS and IAM", () => {
  test("GetSessionToken gives credentials that work", async () => {
    const { value, clockOffsetMs } = await api.getSessionToken(target(), KEY, withMfa())
    expect(value.accessKeyId).toMatch(/^ASIA/)
    expect(Math.abs(value.expiresAtMs - clock.nowMs() - 3_600_000)).toBeLessThan(60_000)
    expect(Math.abs(clockOffsetMs ?? Number.NaN)).toBeLessThan(3_000)
    const { value: who } = await api.getCallerIdentity(target(), value)
    expect(who).toMatchObject({ accountId: "123456789012", arn: "arn:aws:iam::123456789012:user/ada" })
    const role = await api.assumeRole(target(), value, {
      roleArn: "arn:aws:iam::123456789012:role/Deploy",
      roleSessionName: "keycard-ada",
      durationSeconds: 900,
    })
    expect((await api.getCallerIdentity(target(), role.value)).value.arn).toBe(
      "arn:aws:sts::123456789012:assumed-role/Deploy/keycard-ada",
    )
  })

  test("AssumeRole takes the code itself, with the permanent key", async () => {
    const { value } = await api.assumeRole(target(), KEY, {
      roleArn: "arn:aws:iam::123456789012:role/Deploy",
      roleSessionName: "keycard-ada",
      ...withMfa(),
    })
    expect(value.accessKeyId).toMatch(/^ASIA/)
  })

  test("ListMFADevices names the device of the key's own user", async () => {
    const { value } = await api.listMfaDevices(target(), KEY)
    expect(value).toMatchObject([{ serialNumber: SERIAL, userName: "ada" }])
    // IAM takes signatures for one region of its partition, whichever one STS is asked in.
    const elsewhere = await api.listMfaDevices({ ...target(), region: "eu-west-1" }, KEY)
    expect(elsewhere.value).toEqual(value)
    aws().account.users[0]!.allow = []
    expect((await errorOf(api.listMfaDevices(target(), KEY))).data).toMatchObject({ refusal: "denied" })
  })

  test("refusals are told apart", async () => {
    const used = withMfa()
    await api.getSessionToken(target(), KEY, used)
    const refusal = async (work: Promise<unknown>) => {
      const { data } = await errorOf(work)
      return data.kind === "aws-refused" ? data.refusal : data
    }
    expect(await refusal(api.getSessionToken(target(), KEY, used))).toBe("mfa-code")
    const other = { ...withMfa("123456"), mfa: { serialNumber: `${SERIAL}x`, tokenCode: "123456" } }
    expect(await refusal(api.getSessionToken(target(), KEY, other))).toBe("mfa-device")
    const unknown = { ...KEY, accessKeyId: "AKIAUNKNOWNUNKNOWN12" }
    expect(await refusal(api.getSessionToken(target(), unknown, withMfa()))).toBe("key-unknown")
    const wrong = { ...KEY, secretAccessKey: "another" }
    expect(await refusal(api.getSessionToken(target(), wrong, withMfa()))).toBe("key-secret")
    const roleArn = "arn:aws:iam::123456789012:role/Deploy"
    const role = { roleArn, roleSessionName: "keycard-ada", durationSeconds: 3_600 }
    expect(await refusal(api.assumeRole(target(), KEY, role))).toBe("role-denied")
  })
})

describe("the clocks", () => {
  test("their difference comes with an answer", async () => {
    aws().faults.always({ kind: "clock-offset", ms: 20_000 })
    const { clockOffsetMs } = await api.getCallerIdentity(target(), KEY)
    expect(Math.abs((clockOffsetMs ?? 0) - 20_000)).toBeLessThan(3_000)
  })

  test("a signature refused for its time is one message with the measured difference", async () => {
    aws().faults.always({ kind: "clock-offset", ms: 3_600_000 })
    const beforeMs = Date.now()
    const { data } = await errorOf(api.getSessionToken(target(), KEY, withMfa()))
    const afterMs = Date.now()
    expect(data.kind).toBe("clock")
    const offset = data.kind === "clock" ? (data.offsetMs ?? 0) : 0
    // The SDK signs by the real clock, in whole seconds.
    const serverMs = clock.nowMs() + 3_600_000
    expect(offset).toBeGreaterThan(serverMs - afterMs - 1_000)
    expect(offset).toBeLessThan(serverMs - beforeMs + 1_000)
  })

  test("a code refused while the clock is off by more than a step is that message too", async () => {
    aws().faults.always({ kind: "clock-offset", ms: 120_000 })
    expect((await errorOf(api.getSessionToken(target(), KEY, withMfa()))).data.kind).toBe("clock")
  })
})

describe("where the request goes", () => {
  test("no endpoint of the environment or of the config file is followed", async () => {
    let hits = 0
    const url = await serve((_, response) => {
      hits += 1
      response.end()
    })
    const folder = mkdtempSync(join(tmpdir(), "keycard-aws-"))
    atEnd(() => rmSync(folder, { recursive: true }))
    const config = join(folder, "config")
    writeFileSync(
      config,
      `[profile p]\nregion = us-east-1\nendpoint_url = ${url}\nservices = s\n[services s]\nsts =\n  endpoint_url = ${url}\n`,
    )
    const hostile = {
      ...{ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_IAM: url },
      ...{
        AWS_CONFIG_FILE: config,
        AWS_PROFILE: "p",
        AWS_REGION: "eu-west-1",
        AWS_USE_FIPS_ENDPOINT: "true",
      },
      ...{ HTTPS_PROXY: url, HTTP_PROXY: url, AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "env" },
    }
    for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value)
    const quick = createAwsSdkApi({ timeoutMs: 1_500 })
    // A region that does not exist: the name is AWS's own, and nobody answers to it.
    const { data } = await errorOf(quick.getSessionToken({ region: "us-keycard-1" }, KEY, withMfa(CODE)))
    expect(data).toMatchObject({ kind: "network" })
    if (data.kind === "network" && data.problem !== "timeout")
      expect(data.host).toBe("sts.us-keycard-1.amazonaws.com")
    expect(hits).toBe(0)
    // The same environment and an endpoint of one's own: that one is asked, signed with the key that was given.
    await api.getSessionToken(target(), KEY, withMfa())
    expect(aws().requests).toMatchObject([
      { accessKeyId: KEY.accessKeyId, region: "us-east-1", result: "OK" },
    ])
    expect(hits).toBe(0)
  })

  test("nothing listens there", async () => {
    const { data } = await errorOf(
      api.getCallerIdentity({ region: "us-east-1", endpoint: "http://127.0.0.1:1" }, KEY),
    )
    expect(data).toMatchObject({ kind: "network", problem: "refused" })
  })

  test("an unknown name", async () => {
    const endpoint = "https://keycard.invalid"
    const { data } = await errorOf(api.getCallerIdentity({ region: "us-east-1", endpoint }, KEY))
    expect(data).toMatchObject({ kind: "network", problem: "dns" })
  })

  test("a certificate nobody vouches for is refused, whatever the environment says", async () => {
    const folder = mkdtempSync(join(tmpdir(), "keycard-tls-"))
    atEnd(() => rmSync(folder, { recursive: true }))
    const [key, cert] = [join(folder, "k.pem"), join(folder, "c.pem")]
    const made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"]
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    execFileSync("openssl", ["req", ...made, ...subject], { stdio: "ignore" })
    let hits = 0
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      hits += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    atEnd(() => server.close())
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0")
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`
    const { data } = await errorOf(api.getCallerIdentity({ region: "us-east-1", endpoint }, KEY))
    expect(data).toMatchObject({ kind: "network", problem: "tls" })
    expect(hits).toBe(0)
  })
})
