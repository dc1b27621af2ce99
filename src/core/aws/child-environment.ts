/** @file The environment in which a program finds the credentials of one profile and no others. */
import type { SessionCredentials } from "../ports/aws-api.ts"

type Environment = Readonly<Record<string, string | undefined>>

/** The profile that `keycard exec` runs a program for: so that another one inside it can say so. */
export const EXEC_MARK = "KEYCARD_EXEC"

/**
 * Everything that some SDK or tool would take before, or beside, what is set here. `AWS_PROFILE` makes the SDK for
 * JavaScript pass over keys in the environment; `AWS_SECURITY_TOKEN` is what older tools call the session token.
 */
export const CLEARED: readonly string[] = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_SESSION_EXPIRATION",
  "AWS_ACCOUNT_ID",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
]

/** The variables of these credentials, in the order in which they are shown. `AWS_REGION` where the profile has one. */
export function credentialVariables(
  credentials: SessionCredentials,
  region: string | null,
): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: new Date(credentials.expiresAtMs).toISOString().replace(/\.\d{3}Z$/, "Z"),
    ...regionVariables(region),
  }
}

/** Where a program asks for credentials itself, as in a container. AWS SDKs: "Container credential provider". */
export function endpointVariables(
  endpoint: { readonly url: string; readonly token: string },
  region: string | null,
): Readonly<Record<string, string>> {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoint.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token,
    ...regionVariables(region),
  }
}

const regionVariables = (region: string | null): Readonly<Record<string, string>> =>
  region === null ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }

/**
 * @param windows where the case of a variable's name means nothing
 * @returns the environment without what would win, with these variables
 */
export function childEnvironment(
  env: Environment,
  variables: Readonly<Record<string, string>>,
  { profile, windows }: { readonly profile: string; readonly windows: boolean },
): Record<string, string> {
  const replaced = new Set([...CLEARED, ...Object.keys(variables), EXEC_MARK])
  const kept = Object.entries(env).filter((entry): entry is [string, string] => {
    const [name, value] = entry
    return value !== undefined && !replaced.has(windows ? name.toUpperCase() : name)
  })
  return { ...Object.fromEntries(kept), ...variables, [EXEC_MARK]: profile }
}
