/** @file The AWS stand-in for whole-program tests, and a home that knows its key and its MFA device. */
import { accessSync, constants } from "node:fs"
import { onTestFinished } from "vitest"
import { type AwsStandIn, type AwsStandInOptions, startAwsStandIn } from "../../support/aws/start.ts"
import { type Environment, type Home, type Ran, run } from "./keycard.ts"

export const SERIAL = "arn:aws:iam::123456789012:mfa/alice"

export async function standIn(
  options: AwsStandInOptions = { users: [{ name: "alice" }] },
): Promise<AwsStandIn> {
  const aws = await startAwsStandIn(options)
  onTestFinished(() => aws.close())
  return aws
}

export function longTermKey(aws: AwsStandIn): { id: string; secret: string } {
  const key = aws.account.users[0]?.accessKeys[0]
  if (key === undefined) throw new Error("the stand-in's first user has no key")
  return key
}

/** Adds the account that makes the first user's codes. */
export async function addDevice(home: Home, aws: AwsStandIn): Promise<void> {
  const seed = aws.account.users[0]?.mfaDevices[0]?.seedBase32 ?? ""
  const link = `otpauth://totp/Amazon%20Web%20Services:alice@123456789012?secret=${seed}&issuer=Amazon%20Web%20Services`
  await home.ok(["add", "-"], { stdin: link })
}

/** Adds the device, the key `work` and a profile for each name. */
export async function setUpAws(
  home: Home,
  aws: AwsStandIn,
  profiles: readonly (readonly string[])[] = [["dev"]],
): Promise<void> {
  await addDevice(home, aws)
  const { id, secret } = longTermKey(aws)
  const args = ["aws", "key", "add", "work", "--endpoint", aws.url, "--mfa-serial", SERIAL]
  await home.ok(args, { stdin: `${id}\n${secret}\n` })
  for (const profile of profiles) await home.ok(["aws", "profile", "add", ...profile, "--key", "work"])
}

/** The codes that arrived, in order. */
export function codesSent(aws: AwsStandIn): string[] {
  return aws.requests.flatMap(({ parameters }) => parameters.TokenCode ?? [])
}

/** Debian's `aws`, which a shim of the same name may hide in PATH; undefined where there is none. */
export const awsCommand = ["/usr/bin", ...(process.env.PATH ?? "").split(":")]
  .map((folder) => `${folder}/aws`)
  .find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Runs the real `aws` in a home, with nothing of the settings of who runs the tests. */
export function runAws(home: Home, args: readonly string[], env: Environment = {}): Promise<Ran> {
  const quiet = { AWS_EC2_METADATA_DISABLED: "true", AWS_PAGER: "", AWS_DEFAULT_REGION: "us-east-1" }
  return run(awsCommand ?? "aws", args, { ...home.env, ...quiet, ...env })
}
