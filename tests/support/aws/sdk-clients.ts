import { IAMClient } from "@aws-sdk/client-iam"
import { STSClient } from "@aws-sdk/client-sts"
import type { AwsStandIn } from "./start.ts"

/** Long-term or short-lived, in the SDK's names. */
export interface ClientCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface ClientOptions {
  /** The first user's first key where left out. */
  readonly credentials?: ClientCredentials
  /** The client's clock minus the real one, in milliseconds. */
  readonly clockOffsetMs?: number
}

/** The long-term key of the stand-in's first (or given) user, as the SDK wants it. */
export function longTermKey(standIn: AwsStandIn, userName?: string): ClientCredentials {
  const users = standIn.account.users
  const user = userName === undefined ? users[0] : users.find((candidate) => candidate.name === userName)
  const key = user?.accessKeys[0]
  if (!key) throw new Error("The stand-in has no such user with a key.")
  return { accessKeyId: key.id, secretAccessKey: key.secret }
}

const configuration = (standIn: AwsStandIn, { credentials, clockOffsetMs = 0 }: ClientOptions) => ({
  endpoint: standIn.url,
  region: "us-east-1",
  credentials: credentials ?? longTermKey(standIn),
  maxAttempts: 1,
  systemClockOffset: clockOffsetMs,
})

/** The real SDK's STS client, pointed at the stand-in, one attempt a call. */
export const stsClient = (standIn: AwsStandIn, options: ClientOptions = {}) =>
  new STSClient(configuration(standIn, options))

/** The real SDK's IAM client, likewise. */
export const iamClient = (standIn: AwsStandIn, options: ClientOptions = {}) =>
  new IAMClient(configuration(standIn, options))
