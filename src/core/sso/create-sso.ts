import { findSignInIn } from "../aws/find.ts"
import { checkEndpoint, checkKeyName, checkRegion } from "../aws/values.ts"
import { AppError } from "../errors.ts"
import { noted } from "../vault/noted.ts"
import type { Vault } from "../vault/schema.ts"
import { signInName } from "../vault/secret-names.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import { listAccess, nameAccounts } from "./access.ts"
import { patiently } from "./back-off.ts"
import { targetOf } from "./client.ts"
import { commandLineToken, findSignIns } from "./command-line.ts"
import { deleteSignIn } from "./kept-sign-in.ts"
import type { NewSignIn, SignInOptions, Sso, SsoDeps } from "./service.ts"
import { signInByBrowser, signInByDevice } from "./sign-in.ts"
import { dropTokens, keepTokens, withToken } from "./token.ts"
import { checkStartUrl } from "./values.ts"

function refuseTaken({ ssoSignIns }: Vault, wanted: Pick<SsoSignIn, "name" | "startUrl" | "region">): void {
  const taken = ssoSignIns.find(
    ({ name, startUrl, region }) =>
      name === wanted.name || (startUrl === wanted.startUrl && region === wanted.region),
  )
  if (taken !== undefined) throw new AppError({ kind: "already-exists", what: "sign-in", name: taken.name })
}

async function addSignIn({ index, random, clock }: SsoDeps, wanted: NewSignIn): Promise<SsoSignIn> {
  const endpoint = wanted.endpoint === undefined ? null : checkEndpoint(wanted.endpoint)
  const startUrl = checkStartUrl(wanted.startUrl, endpoint !== null)
  const added: SsoSignIn = {
    id: random.uuid(),
    ...{ startUrl, region: checkRegion(wanted.region), name: checkKeyName(wanted.name) },
    endpoint,
    signedIn: null,
    createdAtMs: clock.nowMs(),
  }
  await index.update((vault) => {
    refuseTaken(vault, added)
    return { ...vault, ssoSignIns: [...vault.ssoSignIns, added] }
  })
  return added
}

/** Here first: who cannot reach AWS is signed out all the same. */
async function signOut(deps: SsoDeps, id: string, { signal, by }: SignInOptions = {}): Promise<void> {
  const signIn = findSignInIn(await deps.index.read(), id)
  const tokens = await dropTokens(deps, signIn.id)
  if (tokens === null) return
  await deps.audit?.note({ what: "signed-out", by, key: signIn.name })
  if (tokens.expiresAtMs <= deps.clock.nowMs()) return
  // Best effort: a token that AWS does not know, or that nobody can reach it with, is of no use here any more.
  await deps.api.logout(targetOf(signIn), tokens.accessToken, signal).catch(() => undefined)
}

async function removeSignIn(deps: SsoDeps, query: string): Promise<void> {
  const vault = await deps.index.read()
  const { id } = findSignInIn(vault, query)
  const refuseUsed = ({ awsProfiles }: Vault) => {
    const by = awsProfiles.filter(({ center }) => center?.signInId === id).map(({ name }) => name)
    if (by.length > 0) throw new AppError({ kind: "in-use", what: "sign-in", by })
  }
  refuseUsed(vault)
  await signOut(deps, id)
  await noted(deps, [signInName(id)], async (settled) => {
    await deps.index.update((now) => {
      refuseUsed(now)
      return { ...now, ssoSignIns: now.ssoSignIns.filter((signIn) => signIn.id !== id) }
    })
    await deleteSignIn(deps.secrets, id)
    settled()
  })
}

/** What the window and the command line can do with IAM Identity Center. */
export function createSso(deps: SsoDeps): Sso {
  const audited = async (work: Promise<SsoSignIn>, options: SignInOptions | undefined) => {
    const signIn = await work
    const expiresAtMs = signIn.signedIn?.expiresAtMs ?? null
    await deps.audit?.note({ what: "signed-in", by: options?.by, key: signIn.name, expiresAtMs })
    return signIn
  }
  return {
    signIns: async () => (await deps.index.read()).ssoSignIns,
    findSignIn: async (query) => findSignInIn(await deps.index.read(), query),
    found: () => findSignIns(deps),
    addSignIn: (signIn) => addSignIn(deps, signIn),
    removeSignIn: (id) => removeSignIn(deps, id),
    signInByBrowser: (id, options) => audited(signInByBrowser(deps, id, options), options),
    signInByDevice: (id, options) => audited(signInByDevice(deps, id, options), options),
    async signInByCommandLine(id, options) {
      const signIn = findSignInIn(await deps.index.read(), id)
      const tokens = await commandLineToken(deps, signIn)
      if (tokens === null) throw new AppError({ kind: "sso", problem: "signed-out", signIn: signIn.name })
      return audited(keepTokens(deps, signIn, { ...tokens, flow: "browser" }), options)
    },
    signOut: (id, options) => signOut(deps, id, options),
    access: (id, options) => listAccess(deps, id, options),
    nameAccounts: (id, signal) => nameAccounts(deps, id, signal),
    roleCredentials: ({ signInId, accountId, roleName }, signal) =>
      withToken(
        deps,
        signInId,
        (signIn, token) => {
          const role = { accountId, roleName }
          return patiently(
            deps,
            () => deps.api.roleCredentials(targetOf(signIn), token, role, signal),
            signal,
          )
        },
        signal,
      ),
  }
}
