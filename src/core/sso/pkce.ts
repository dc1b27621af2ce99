/** @file The authorisation code with a proof key: RFC 7636, and RFC 8252 for programs of the desktop. */
import { createHash, timingSafeEqual } from "node:crypto"
import type { Random } from "../ports/random.ts"
import type { SsoTarget } from "../ports/sso-api.ts"

/** As it is registered: the port is chosen at run time. RFC 8252 section 7.3. */
export const REGISTERED_REDIRECT = "http://127.0.0.1/oauth/callback"
/** What a sign-in is for: listing accounts and roles, and their credentials. */
export const SCOPE = "sso:account:access"

export interface ProofKey {
  /** 43 characters. RFC 7636 section 4.1. */
  readonly verifier: string
  /** S256, without padding. RFC 7636 section 4.2. */
  readonly challenge: string
  /** RFC 6749 section 10.12. */
  readonly state: string
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url")

/** RFC 7636 section 4.2, S256. */
export const challengeOf = (verifier: string) =>
  createHash("sha256").update(verifier, "ascii").digest("base64url")

export function newProofKey(random: Pick<Random, "bytes">): ProofKey {
  const verifier = base64url(random.bytes(32))
  return { verifier, challenge: challengeOf(verifier), state: base64url(random.bytes(32)) }
}

/** Compares without telling by its time how much was right. */
export function isState(expected: string, given: string | null): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given ?? "")]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** AWS's OIDC endpoint of a region; those of China and of the EU's own partition have other domains. */
export function oidcEndpoint({ region, endpoint }: Pick<SsoTarget, "region" | "endpoint">): string {
  return endpoint ?? `https://oidc.${region}.${domainOf(region)}`
}

function domainOf(region: string): string {
  if (region.startsWith("cn-")) return "amazonaws.com.cn"
  return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com"
}

/** The page to open: `scopes` in the plural is AWS's own spelling. */
export function authorizeUrl(
  target: SsoTarget,
  request: { readonly clientId: string; readonly redirectUri: string; readonly key: ProofKey },
): string {
  const url = new URL(`${oidcEndpoint(target)}/authorize`)
  const { clientId, redirectUri, key } = request
  for (const [name, value] of [
    ["response_type", "code"],
    ["client_id", clientId],
    ["redirect_uri", redirectUri],
    ["state", key.state],
    ["code_challenge_method", "S256"],
    ["scopes", SCOPE],
    ["code_challenge", key.challenge],
  ] as const)
    url.searchParams.set(name, value)
  return url.href
}
