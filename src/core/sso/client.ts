import { claimPlace } from "../vault/place.ts"
import { signInLock } from "../vault/secret-names.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import type { SsoClient, SsoFlow, SsoTarget } from "../ports/sso-api.ts"
import { loadSignIn, saveSignIn } from "./kept-sign-in.ts"
import type { KeptSignIn } from "./kept-sign-in.ts"
import type { SsoDeps } from "./service.ts"

/** A client that ends in the middle of a sign-in would spoil it; AWS's own command line has the same margin. */
const CLIENT_MARGIN_MS = 15 * 60_000

/** For each change of the item: it is read, changed and written by one at a time. */
export const SIGN_IN_WAIT_MS = 180_000

export function targetOf({ name, startUrl, region, endpoint }: SsoSignIn): SsoTarget {
  return { name, startUrl, region, endpoint }
}

/** Changes what the keychain holds of a sign-in. Another one's change in between is not lost. */
export function changeKept<T>(
  deps: Pick<SsoDeps, "secrets" | "mutex" | "index">,
  id: string,
  change: (kept: KeptSignIn) => Promise<{ readonly kept: KeptSignIn | null; readonly value: T }>,
): Promise<T> {
  const work = async () => {
    const place = { backend: deps.secrets.backend, sealedBy: deps.secrets.sealedBy ?? null }
    const { kept, value } = await change(await loadSignIn(deps.secrets, id))
    if (kept !== null) {
      await saveSignIn(deps.secrets, id, kept)
      await deps.index.update((vault) => claimPlace(vault, place))
    }
    return value
  }
  return deps.mutex.hold(signInLock(id), work, { waitMs: SIGN_IN_WAIT_MS })
}

/**
 * Keycard's client at AWS for one way in: the one that is kept, or a new one.
 * @param refused one that AWS knows no more.
 */
export function registeredClient(
  deps: SsoDeps,
  signIn: SsoSignIn,
  flow: SsoFlow,
  refused: SsoClient | null,
  signal?: AbortSignal,
): Promise<SsoClient> {
  return changeKept(deps, signIn.id, async (kept) => {
    const known = kept.clients[flow]
    const lasts = known !== null && known.expiresAtMs - deps.clock.nowMs() > CLIENT_MARGIN_MS
    if (lasts && known.clientId !== refused?.clientId) return { kept: null, value: known }
    const client = await deps.api.registerClient(targetOf(signIn), flow, signal)
    return { kept: { ...kept, clients: { ...kept.clients, [flow]: client } }, value: client }
  })
}
