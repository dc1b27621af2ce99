import type { SessionCredentials } from "../ports/aws-api.ts"

/** Unix time in milliseconds as ISO 8601 in UTC, whole seconds. */
const isoSeconds = (unixMs: number) => new Date(unixMs).toISOString().replace(/\.\d{3}Z$/, "Z")

/**
 * What a `credential_process` prints, on one line. AWS SDKs and Tools Reference Guide, "Process credential provider":
 * `Version` is 1; with `Expiration` a tool asks again before then.
 */
export function processDocument(credentials: SessionCredentials): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: isoSeconds(credentials.expiresAtMs),
  })
}
