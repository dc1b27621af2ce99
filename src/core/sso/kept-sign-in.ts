/** @file The keychain item of a sign-in, `sso/<id>`: Keycard's own client at AWS, and the token. Never in a backup. */
import { deleteLarge, getLarge, setLarge } from "../aws/split-secret.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { SsoClient, SsoFlow, SsoTokens } from "../ports/sso-api.ts"
import { isText, isWhole } from "../vault/plain-values.ts"
import { signInName } from "../vault/secret-names.ts"

/** A client is for one way in; a token is renewed by the client that it was given to. */
export interface KeptSignIn {
  readonly clients: Readonly<Record<SsoFlow, SsoClient | null>>
  readonly tokens: (SsoTokens & { readonly flow: SsoFlow }) | null
}

export const NOTHING_KEPT: KeptSignIn = { clients: { browser: null, device: null }, tokens: null }

/** What cannot be read is as good as none: another client can be registered, and a person can sign in again. */
export async function loadSignIn(secrets: SecretStore, id: string): Promise<KeptSignIn> {
  const value = fieldsOf(await getLarge(secrets, signInName(id)))
  if (value?.v !== 1) return NOTHING_KEPT
  const clients = fieldsOf(value.clients)
  const tokens = fieldsOf(value.tokens)
  return {
    clients: { browser: asClient(clients?.browser), device: asClient(clients?.device) },
    tokens: tokens === null ? null : asTokens(tokens),
  }
}

export async function saveSignIn(secrets: SecretStore, id: string, kept: KeptSignIn): Promise<void> {
  await setLarge(secrets, signInName(id), { v: 1, ...kept })
}

export const deleteSignIn = (secrets: SecretStore, id: string) => deleteLarge(secrets, signInName(id))

const isTime = (value: unknown): value is number => isWhole(value)

type Fields = Partial<Record<string, unknown>>

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null
  return value
}

function asClient(value: unknown): SsoClient | null {
  const { clientId, clientSecret, expiresAtMs } = fieldsOf(value) ?? {}
  if (!isText(clientId) || !isText(clientSecret) || !isTime(expiresAtMs)) return null
  return { clientId, clientSecret, expiresAtMs }
}

function asTokens({ flow, accessToken, refreshToken, expiresAtMs }: Fields): KeptSignIn["tokens"] {
  if (!isText(accessToken) || !isTime(expiresAtMs)) return null
  if (refreshToken !== null && !isText(refreshToken)) return null
  return { accessToken, refreshToken, expiresAtMs, flow: flow === "device" ? "device" : "browser" }
}
