import { execFile } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { mkdtemp, rm, writeFile, mkdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { longTermKey } from "./sdk-clients.ts"
import { startAwsStandIn } from "./start.ts"
import type { AwsStandIn } from "./start.ts"
import { testClock } from "./test-clock.ts"
import type { TestClock } from "./test-clock.ts"

const SERIAL = "arn:aws:iam::123456789012:mfa/alice"

/** Debian's, which a shim of the same name may hide in PATH, else the first in PATH. */
function findAws(): string | undefined {
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(":")]
  return folders
    .map((folder) => join(folder, "aws"))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

const command = findAws()
const title = command === undefined ? "the aws command (skipped: no `aws` in PATH)" : "the aws command"

let clock: TestClock
let aws: AwsStandIn
let home: string

interface Ran {
  /** Standard output, parsed. */
  json: unknown
  stderr: string
  exitCode: number
}

/** Nothing of the caller's AWS settings reaches the command: a home and an environment of its own. */
async function run(profile: string, ...args: string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: "true", AWS_PAGER: "" }
  const all = ["--endpoint-url", aws.url, "--profile", profile, "--region", "us-east-1", "--output", "json"]
  try {
    const { stdout, stderr } = await promisify(execFile)(command ?? "aws", [...args, ...all], { env })
    return { json: JSON.parse(stdout) as unknown, stderr, exitCode: 0 }
  } catch (error) {
    if (!(error instanceof Error) || !("stderr" in error)) throw error
    return { json: undefined, stderr: String(error.stderr), exitCode: Number("code" in error && error.code) }
  }
}

async function writeProfiles(profiles: Record<string, Record<string, string>>): Promise<void> {
  const text = Object.entries(profiles).map(
    ([name, keys]) =>
      `[${name}]\n${Object.entries(keys)
        .map(([key, value]) => `${key} = ${value}\n`)
        .join("")}`,
  )
  await mkdir(join(home, ".aws"), { recursive: true })
  await writeFile(join(home, ".aws", "credentials"), text.join(""), { mode: 0o600 })
}

const getToken = (code: string, profile = "alice") =>
  run(profile, "sts", "get-session-token", "--serial-number", SERIAL, "--token-code", code)

async function profiles() {
  const { accessKeyId, secretAccessKey } = longTermKey(aws)
  const session = aws.account.sessions.at(-1)
  await writeProfiles({
    alice: { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey },
    mistyped: { aws_access_key_id: accessKeyId, aws_secret_access_key: `${secretAccessKey.slice(1)}x` },
    ...(session && {
      session: {
        aws_access_key_id: session.keyId,
        aws_secret_access_key: session.secret,
        aws_session_token: session.token,
      },
    }),
  })
}

describe.skipIf(command === undefined)(title, () => {
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "keycard-aws-cli-"))
    clock = testClock()
    aws = await startAwsStandIn({ nowMs: clock.nowMs, users: [{ name: "alice" }] })
    await profiles()
  })
  afterEach(async () => {
    await aws.close()
    await rm(home, { recursive: true })
  })

  it("gets a session with a code, once, and acts with it until it expires", async () => {
    const code = aws.codeFor(SERIAL)
    const first = await getToken(code)
    const session = aws.account.sessions[0]
    expect(first).toMatchObject({
      exitCode: 0,
      json: {
        Credentials: {
          AccessKeyId: session?.keyId,
          SecretAccessKey: session?.secret,
          SessionToken: session?.token,
        },
      },
    })
    expect((await getToken(code)).stderr).toContain(
      "An error occurred (AccessDenied) when calling the GetSessionToken operation: " +
        "MultiFactorAuthentication failed with invalid MFA one time pass code.",
    )

    await profiles()
    expect((await run("session", "sts", "get-caller-identity")).json).toEqual({
      UserId: aws.account.users[0]?.userId,
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:user/alice",
    })
    expect((await run("session", "iam", "list-mfa-devices")).json).toMatchObject({
      MFADevices: [{ UserName: "alice", SerialNumber: SERIAL }],
    })
    expect((await getToken(aws.codeFor(SERIAL, clock.nowMs() + 30_000), "session")).stderr).toContain(
      "Cannot call GetSessionToken with session credentials",
    )
    if (session) session.expiresMs = clock.nowMs()
    expect((await run("session", "sts", "get-caller-identity")).stderr).toContain(
      "(ExpiredToken) when calling the GetCallerIdentity operation",
    )
  })

  it("is refused with a wrong secret, an inactive key, a late clock", async () => {
    expect((await run("mistyped", "sts", "get-caller-identity")).stderr).toContain("(SignatureDoesNotMatch)")
    const key = aws.account.users[0]?.accessKeys[0]
    if (key) key.status = "Inactive"
    expect((await run("alice", "sts", "get-caller-identity")).stderr).toContain("(InvalidClientTokenId)")
    if (key) key.status = "Active"
    clock.advance(3_600_000)
    expect((await run("alice", "sts", "get-caller-identity")).stderr).toMatch(
      /\(SignatureDoesNotMatch\).*Signature expired: \S+ is now earlier than/,
    )
  })

  it("finds the device, the user and the keys by the signing key", async () => {
    expect((await run("alice", "iam", "list-mfa-devices")).json).toMatchObject({
      MFADevices: [{ SerialNumber: SERIAL }],
    })
    expect((await run("alice", "iam", "get-user")).json).toMatchObject({ User: { UserName: "alice" } })
    expect((await run("alice", "iam", "list-access-keys")).json).toMatchObject({
      AccessKeyMetadata: [{ AccessKeyId: longTermKey(aws).accessKeyId, Status: "Active" }],
    })
  })
})
