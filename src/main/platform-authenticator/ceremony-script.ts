/**
 * @file What main runs in the page of the ceremony, as text: the page itself has no script and may not load any. Each
 * answers with plain data; a refusal of the authenticator is its DOMException's name.
 */

/** Bytes that are asked with and answered travel as lists of numbers. */
type Bytes = readonly number[]

export interface Refusal {
  readonly refused: string
}
export type CreateAnswer =
  Refusal | { readonly id: Bytes; readonly enabled: boolean; readonly prf: Bytes | null }
export type GetAnswer = Refusal | { readonly prf: Bytes | null }

/** Nobody checks the signature: what counts is what the authenticator makes of the salt. */
const shared = `
  const bytes = (list) => new Uint8Array(list)
  const list = (buffer) => (buffer === undefined ? null : [...new Uint8Array(buffer)])
  const challenge = crypto.getRandomValues(new Uint8Array(32))
  const rpId = location.hostname
  const guarded = (ask) => ask().catch((error) => ({ refused: String(error && error.name) }))
`

const scriptOf = (asked: unknown, body: string) => `((asked) => {${shared}${body}})(${JSON.stringify(asked)})`

export const availableScript =
  "globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable() ?? false"

export interface CreateRequest {
  readonly salt: Bytes
  /** The user handle: another one each time, so that no credential takes another one's place. */
  readonly userId: Bytes
  readonly timeoutMs: number
}

/**
 * WebAuthn Level 3, "Create a New Credential". ES256 (-7) and RS256 (-257), which Windows Hello asks for; an extension
 * that is evaluated at once, since Windows takes no empty one.
 */
export const createScript = (request: CreateRequest): string =>
  scriptOf(
    request,
    `
  return guarded(async () => {
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge,
        rp: { id: rpId, name: "Keycard" },
        user: { id: bytes(asked.userId), name: "Keycard", displayName: "Keycard on this computer" },
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: {
          authenticatorAttachment: "platform",
          userVerification: "required",
          residentKey: "discouraged",
        },
        attestation: "none",
        timeout: asked.timeoutMs,
        extensions: { prf: { eval: { first: bytes(asked.salt) } } },
      },
    })
    const { prf } = credential.getClientExtensionResults()
    return {
      id: list(credential.rawId),
      enabled: prf !== undefined && prf.enabled === true,
      prf: list(prf?.results?.first),
    }
  })`,
  )

export interface GetRequest {
  readonly id: Bytes
  readonly salt: Bytes
  readonly timeoutMs: number
}

/** WebAuthn Level 3, "Use an Existing Credential to Make an Assertion". */
export const getScript = (request: GetRequest): string =>
  scriptOf(
    request,
    `
  return guarded(async () => {
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge,
        rpId,
        allowCredentials: [{ type: "public-key", id: bytes(asked.id), transports: ["internal"] }],
        userVerification: "required",
        timeout: asked.timeoutMs,
        extensions: { prf: { eval: { first: bytes(asked.salt) } } },
      },
    })
    return { prf: list(credential.getClientExtensionResults().prf?.results?.first) }
  })`,
  )
