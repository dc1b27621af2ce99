/** @file Signing in to AWS's console with what Keycard keeps: a role's credentials, or the user's own key. */
import { reasonOf } from "../audit/event.ts"
import { AppError } from "../errors.ts"
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { ConsoleApi } from "../ports/console-api.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"
import { nameOf, parseArn } from "./arn.ts"
import { consolePage, loginLink, signInBase, signOutLink } from "./console-address.ts"
import { findKeyIn, findProfileIn, findSignInIn } from "./find.ts"
import { isDirect, noteClock, targetOf } from "./issue.ts"
import { partitionOf, partitionOfKey, partitionOfRegion, partitionNamed } from "./partitions.ts"
import type { Partition } from "./partitions.ts"
import { checkFederation } from "./role-values.ts"
import type { FederationInput } from "./role-values.ts"
import { loadKey, loadSession } from "./secret-items.ts"
import type { Aws, AwsDeps, RefreshOptions } from "./service.ts"
import { DEFAULT_DURATION_SECONDS, MAX_ROLE_SECONDS, MIN_DURATION_SECONDS } from "./values.ts"

export interface ConsoleDeps extends Pick<AwsDeps, "secrets" | "index" | "clock" | "audit"> {
  readonly aws: Pick<Aws, "credentials">
  readonly api: ConsoleApi
}

export interface ConsoleOptions extends Pick<RefreshOptions, "code" | "onWait" | "signal" | "by"> {
  /** Where the console opens; absent: the profile's region, or the one used last. */
  readonly region?: string | undefined
  /** The service whose page it opens at. */
  readonly page?: string | undefined
  /** Of the console's session; absent: the profile's. */
  readonly durationSeconds?: number | undefined
  /** What a sign-in of the user is limited to, instead of what the profile says. */
  readonly limits?: Pick<FederationInput, "policy" | "policyArns"> | undefined
}

export interface ConsoleLink {
  /** A secret: whoever opens it first is signed in. */
  readonly url: string
  /** Unix time in milliseconds: it opens nothing from then on. */
  readonly usableUntilMs: number
  /** Unix time in milliseconds: the console asks to sign in again. */
  readonly endsAtMs: number
  /** An STS and sign-in page of one's own, that the link leads to; null: AWS's. */
  readonly endpoint: string | null
}

/** All methods take an id or a name of a profile. */
export interface Console {
  /**
   * A role signs in with its credentials, issued if they must be. A user's session cannot: its permanent key asks for a
   * federated one (GetFederationToken), which has no MFA.
   * @throws AppError `aws-console`, `aws-partition`, `aws-value`; as {@link Aws.credentials}.
   */
  link(profileId: string, options?: ConsoleOptions): Promise<ConsoleLink>
  /** The address that signs out in the browser; not secret. @throws AppError `not-found`, `aws-partition` */
  signOutLink(profileId: string): Promise<{ url: string; endpoint: string | null }>
}

/** "Enable custom identity broker access to the AWS console": how long a link opens. */
const LINK_MS = 15 * 60_000

/** All that the user may: a federated session may do what both the user's policies and its own allow. */
const WHAT_THE_USER_MAY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
})

/** What a profile's credentials are issued with, or the sign-in to Identity Center: both have a region and endpoint. */
interface Source {
  /** null: a role of Identity Center is in its place. */
  readonly key: AwsKey | null
  readonly name: string
  readonly region: string
  readonly endpoint: string | null
}

function sourceFor(vault: Vault, { keyId, center }: AwsProfile): Source {
  const key = keyId === null ? null : findKeyIn(vault, keyId)
  const { name, region, endpoint } = key ?? findSignInIn(vault, center?.signInId ?? "")
  return { key, name, region, endpoint }
}

/** The partition a profile's credentials are good in, by its ARNs; the region of its source where no ARN says it. */
function partitionFor({ key, region }: Source, profile: AwsProfile): Partition {
  const role = profile.roleArns.at(-1)
  const said = role === undefined ? key && partitionOfKey(key) : partitionOf(role)
  return said ?? partitionOfRegion(region) ?? partitionNamed("aws")
}

interface Pass {
  readonly credentials: SessionCredentials
  /** For getSigninToken; null: not to be said. */
  readonly durationSeconds: number | null
  readonly arn: string | null
}

function federatedName(key: AwsKey): string {
  const arn = parseArn(key.userArn ?? "") ?? parseArn(key.mfaSerial ?? "")
  const name = (arn === null ? "" : nameOf(arn)).replace(/[^\w+=,.@-]/g, "-").slice(0, 32)
  return name.length < 2 ? "keycard" : name
}

async function userPass(
  deps: ConsoleDeps,
  key: AwsKey,
  { profile, partition }: { profile: AwsProfile; partition: Partition },
  options: ConsoleOptions,
): Promise<Pass> {
  const { durationSeconds, limits } = options
  const wanted = {
    ...profile.federation,
    ...limits,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  }
  const federation = checkFederation(wanted, partition.id)
  const policyArns = federation?.policyArns ?? []
  const policy = federation?.policy ?? (policyArns.length === 0 ? WHAT_THE_USER_MAY : undefined)
  const name = federatedName(key)
  const request = {
    ...{ name, policy, policyArns },
    durationSeconds: federation?.durationSeconds ?? DEFAULT_DURATION_SECONDS,
  }
  const longTerm = await loadKey(deps.secrets, key)
  const call = deps.api.getFederationToken(targetOf(key), longTerm, request, options.signal)
  const credentials = await noteClock(deps, call)
  const arn = key.accountId && `arn:${partition.id}:sts::${key.accountId}:federated-user/${name}`
  // The sign-in page takes no duration for these: it is that of the credentials.
  return { credentials, durationSeconds: null, arn }
}

async function rolePass(deps: ConsoleDeps, profile: AwsProfile, options: ConsoleOptions): Promise<Pass> {
  const { durationSeconds: asked, code, onWait, signal, by } = options
  const inBounds = asked === undefined || (asked >= MIN_DURATION_SECONDS && asked <= MAX_ROLE_SECONDS)
  if (!inBounds || !Number.isInteger(asked ?? 0))
    throw new AppError({ kind: "aws-value", field: "console-duration" })
  // AWS refuses a duration for a role that was not assumed with the permanent key.
  const isFirst = profile.keyId !== null && isDirect(profile) && profile.roleArns.length === 1
  if (asked !== undefined && !isFirst) throw new AppError({ kind: "aws-console", problem: "duration-fixed" })
  const credentials = await deps.aws.credentials(profile.id, { code, onWait, signal, by, isNoted: true })
  const vault = await deps.index.read()
  const now = findProfileIn(vault, profile.id)
  const direct = (await loadSession(deps.secrets, now))?.direct === true
  const arn = vault.awsSessions.find(({ profileId }) => profileId === profile.id)?.arn ?? null
  return { credentials, durationSeconds: direct ? (asked ?? now.durationSeconds) : null, arn }
}

async function noteRefusal<T>(
  { audit }: ConsoleDeps,
  { name: profile }: AwsProfile,
  { by }: ConsoleOptions,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work
  } catch (error) {
    const reason = reasonOf(error)
    if (reason !== null) await audit?.note({ what: "refused", by, profile, reason })
    throw error
  }
}

async function makeLink(
  deps: ConsoleDeps,
  vault: Vault,
  profile: AwsProfile,
  options: ConsoleOptions,
): Promise<ConsoleLink> {
  const source = sourceFor(vault, profile)
  const { key, endpoint } = source
  const partition = partitionFor(source, profile)
  // What cannot be opened is refused before anything is asked for.
  const page = consolePage(partition, options.region ?? profile.region, options.page ?? null)
  const noting = <T>(work: Promise<T>) => noteRefusal(deps, profile, options, work)
  const pass =
    key !== null && profile.roleArns.length === 0
      ? await noting(userPass(deps, key, { profile, partition }, options))
      : // Who issues a role's credentials notes what is refused.
        await rolePass(deps, profile, options)
  const base = signInBase(partition, endpoint)
  const { credentials, durationSeconds } = pass
  const token = await noting(deps.api.signInToken(base, credentials, durationSeconds, options.signal))
  if (options.signal?.aborted === true) throw new AppError({ kind: "cancelled" })
  const nowMs = deps.clock.nowMs()
  const endsAtMs =
    pass.durationSeconds === null ? pass.credentials.expiresAtMs : nowMs + pass.durationSeconds * 1_000
  const noted = {
    by: options.by,
    profile: profile.name,
    key: source.name,
    arn: pass.arn,
    expiresAtMs: endsAtMs,
  }
  await deps.audit?.note({ what: "console-link", ...noted })
  return {
    url: loginLink(base, token, page),
    usableUntilMs: nowMs + LINK_MS,
    endsAtMs,
    endpoint,
  }
}

export function createConsole(deps: ConsoleDeps): Console {
  return {
    async link(profileId, options = {}) {
      const vault = await deps.index.read()
      return makeLink(deps, vault, findProfileIn(vault, profileId), options)
    },
    async signOutLink(profileId) {
      const vault = await deps.index.read()
      const profile = findProfileIn(vault, profileId)
      const source = sourceFor(vault, profile)
      const { endpoint } = source
      return { url: signOutLink(partitionFor(source, profile), endpoint), endpoint }
    },
  }
}
