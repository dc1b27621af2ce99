/** @file The access token of a sign-in: kept, renewed without a person while AWS lets us, and its end. */
import { findSignInIn } from "../aws/find.ts"
import { AppError, isAppError } from "../errors.ts"
import type { SsoTokens } from "../ports/sso-api.ts"
import { noted } from "../vault/noted.ts"
import type { Vault } from "../vault/schema.ts"
import type { SignedIn, SsoSignIn } from "../vault/sso-fields.ts"
import { claimPlace } from "../vault/place.ts"
import { signInName } from "../vault/secret-names.ts"
import { changeKept, targetOf } from "./client.ts"
import type { KeptSignIn } from "./kept-sign-in.ts"
import type { SsoDeps } from "./service.ts"

/** A token with no more left is renewed first: it has to last for a listing of many accounts. */
const RENEW_MS = 10 * 60_000
/** With no more left it is not sent any more. */
const LEAST_MS = 5_000

const over = (problem: "signed-out" | "revoked", signIn: SsoSignIn) =>
  new AppError({ kind: "sso", problem, signIn: signIn.name })

function withSignedIn(vault: Vault, id: string, change: (known: SsoSignIn) => SignedIn | null): Vault {
  const known = vault.ssoSignIns.find((signIn) => signIn.id === id)
  if (known === undefined) return vault
  const signedIn = change(known)
  if (JSON.stringify(signedIn) === JSON.stringify(known.signedIn)) return vault
  return {
    ...vault,
    ssoSignIns: vault.ssoSignIns.map((signIn) => (signIn.id === id ? { ...signIn, signedIn } : signIn)),
  }
}

/**
 * Keeps what a person's sign-in brought: keychain first, index second.
 * @throws AppError `not-found` when the sign-in was removed meanwhile.
 */
export async function keepTokens(
  deps: SsoDeps,
  signIn: SsoSignIn,
  tokens: NonNullable<KeptSignIn["tokens"]>,
): Promise<SsoSignIn> {
  const { secrets, index, clock } = deps
  const place = { backend: secrets.backend, sealedBy: secrets.sealedBy ?? null }
  findSignInIn(await index.read(), signIn.id)
  // A sign-in may be removed in another process while its token is being written.
  const vault = await noted(deps, [signInName(signIn.id)], async (settled) => {
    await changeKept(deps, signIn.id, (kept) => Promise.resolve({ kept: { ...kept, tokens }, value: null }))
    const atMs = clock.nowMs()
    const { expiresAtMs, refreshToken } = tokens
    const written = await index.update((now) => {
      findSignInIn(now, signIn.id)
      return withSignedIn(claimPlace(now, place), signIn.id, () => ({
        ...{ atMs, expiresAtMs },
        renewable: refreshToken !== null,
      }))
    })
    settled()
    return written
  })
  return findSignInIn(vault, signIn.id)
}

/** Forgets the token. @returns it, so that it can be ended at AWS too. */
export async function dropTokens(deps: SsoDeps, id: string): Promise<KeptSignIn["tokens"]> {
  const dropped = await changeKept(deps, id, (kept) =>
    Promise.resolve({ kept: kept.tokens === null ? null : { ...kept, tokens: null }, value: kept.tokens }),
  )
  await deps.index.update((vault) => withSignedIn(vault, id, () => null))
  return dropped
}

/** What the exchange of a refresh token came to. */
async function exchange(
  deps: SsoDeps,
  signIn: SsoSignIn,
  { clients }: KeptSignIn,
  tokens: NonNullable<KeptSignIn["tokens"]>,
  signal?: AbortSignal,
): Promise<SsoTokens | null> {
  const client = clients[tokens.flow]
  if (tokens.refreshToken === null || client === null) return null
  const grant = { kind: "refresh", refreshToken: tokens.refreshToken } as const
  const answer = await deps.api.createToken(targetOf(signIn), client, grant, signal)
  if (answer.kind !== "tokens") return null
  // One that AWS does not say anew goes on.
  return { ...answer.tokens, refreshToken: answer.tokens.refreshToken ?? tokens.refreshToken }
}

/**
 * A token that AWS will take, renewed without anybody where it must be.
 * @param refused one that AWS refused though its time was not over.
 * @throws AppError `sso` `signed-out`, `revoked`: a person has to sign in.
 */
export async function accessToken(
  deps: SsoDeps,
  id: string,
  refused: string | null,
  signal?: AbortSignal,
): Promise<{ readonly signIn: SsoSignIn; readonly token: string }> {
  const signIn = findSignInIn(await deps.index.read(), id)
  const found = await changeKept(deps, id, async (kept) => {
    const { tokens } = kept
    // By this computer's clock, wrong or right: AWS said how long the token lasts, not until when.
    const leftMs = tokens === null ? 0 : tokens.expiresAtMs - deps.clock.nowMs()
    const usable = tokens !== null && tokens.accessToken !== refused && leftMs > LEAST_MS ? tokens : null
    if (tokens === null || (usable !== null && leftMs > RENEW_MS)) return { kept: null, value: usable }
    let renewed: SsoTokens | null
    try {
      renewed = await exchange(deps, signIn, kept, tokens, signal)
    } catch (error) {
      // It can be renewed later; what is left of it serves meanwhile.
      if (usable === null || !(error instanceof AppError) || isAppError(error, "cancelled")) throw error
      return { kept: null, value: usable }
    }
    if (renewed !== null) {
      const next = { ...renewed, flow: tokens.flow }
      return { kept: { ...kept, tokens: next }, value: next }
    }
    if (usable !== null) return { kept: null, value: usable }
    return { kept: { ...kept, tokens: null }, value: null }
  })
  await deps.index.update((now) =>
    withSignedIn(now, id, (known) =>
      found === null
        ? null
        : {
            atMs: known.signedIn?.atMs ?? deps.clock.nowMs(),
            expiresAtMs: found.expiresAtMs,
            renewable: found.refreshToken !== null,
          },
    ),
  )
  if (found === null) throw over(refused === null ? "signed-out" : "revoked", signIn)
  return { signIn, token: found.accessToken }
}

/**
 * Does something with a token; once more with a renewed one where AWS refused the first.
 * @throws AppError `sso` `signed-out`, `revoked`, and whatever `work` throws.
 */
export async function withToken<T>(
  deps: SsoDeps,
  id: string,
  work: (signIn: SsoSignIn, token: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const first = await accessToken(deps, id, null, signal)
  try {
    return await work(first.signIn, first.token)
  } catch (error) {
    if (!isAppError(error, "sso") || error.data.problem !== "revoked") throw error
  }
  const second = await accessToken(deps, id, first.token, signal)
  return work(second.signIn, second.token)
}
