/** @file What the AWS command line has of its own: sign-ins named in the config file, and tokens in its cache. Both are
 *  read and never written; its refresh token is not used, for AWS gives another with each use, and it would lose its. */
import { valueOf } from "../aws/shared-files/model.ts"
import type { SharedFile } from "../aws/shared-files/model.ts"
import { profileOfConfigSection } from "../aws/shared-files/section-name.ts"
import { readSharedFile } from "../aws/shared-files/read.ts"
import { checkRegion } from "../aws/values.ts"
import { AppError } from "../errors.ts"
import type { SsoTokens } from "../ports/sso-api.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import type { FoundSignIn, SsoDeps } from "./service.ts"
import { checkStartUrl } from "./values.ts"

interface Named {
  readonly name: string
  readonly startUrl: string
  readonly region: string
}

/** Of what another program wrote: what is not a sign-in is passed over. */
function asNamed(name: string, startUrl: unknown, region: unknown): Named | null {
  if (typeof startUrl !== "string" || typeof region !== "string") return null
  try {
    return {
      name: name
        .replace(/\p{C}+/gu, " ")
        .trim()
        .slice(0, 100),
      startUrl: checkStartUrl(startUrl, false),
      region: checkRegion(region.trim()),
    }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const SESSION = /^sso-session[ \t]+(?:"([^"\\]*)"|'([^']*)'|([^\s"'\\]+))[ \t]*$/

/**
 * The `sso-session` sections of AWS's config file, and the profiles that name a start URL themselves. "IAM Identity
 * Center credential provider", AWS SDKs and Tools Reference Guide.
 * @returns each start URL and region once; a section's own name wins over a profile's.
 */
export function signInsOfConfig(config: SharedFile): Named[] {
  const sections: Named[] = []
  const profiles: Named[] = []
  for (const section of config.sections) {
    const found = SESSION.exec(section.name)
    const session = found?.[1] ?? found?.[2] ?? found?.[3]
    const profile = profileOfConfigSection(section.name)
    const named = asNamed(
      session ?? profile ?? "",
      valueOf(section, "sso_start_url"),
      valueOf(section, "sso_region"),
    )
    if (named === null) continue
    if (session !== undefined) sections.push(named)
    else if (profile !== null) profiles.push(named)
  }
  return once([...sections, ...profiles])
}

const place = ({ startUrl, region }: Pick<Named, "startUrl" | "region">) => `${region} ${startUrl}`

function once<T extends Named>(all: readonly T[]): T[] {
  const byPlace = new Map<string, T>()
  for (const each of all) if (!byPlace.has(place(each))) byPlace.set(place(each), each)
  return [...byPlace.values()]
}

/** A token in the cache of AWS's command line. */
export interface CachedToken extends Named {
  readonly accessToken: string
  /** Unix time in milliseconds. */
  readonly expiresAtMs: number
}

/**
 * One file of `~/.aws/sso/cache`. Some there are registrations, and some are torn: two of AWS's tools that write at once
 * have been seen to spoil them.
 */
export function readCachedToken(text: string): CachedToken | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== "object" || value === null) return null
  const { startUrl, region, accessToken, expiresAt } = value as Partial<Record<string, unknown>>
  const named = asNamed(hostName(startUrl), startUrl, region)
  if (named === null || typeof accessToken !== "string" || !/^[\x21-\x7e]{1,16384}$/.test(accessToken))
    return null
  // Some versions wrote `2026-03-01T09:12:30UTC`.
  const written = typeof expiresAt === "string" ? expiresAt.replace(/UTC$/, "Z") : ""
  const expiresAtMs = Date.parse(written)
  return Number.isNaN(expiresAtMs) ? null : { ...named, accessToken, expiresAtMs }
}

/** What people call it: the first part of its host. */
function hostName(startUrl: unknown): string {
  const url = typeof startUrl === "string" && URL.canParse(startUrl) ? new URL(startUrl) : null
  return url?.hostname.split(".")[0] ?? ""
}

/** Those that still serve, the longest first. */
async function cachedTokens({ files, clock }: Pick<SsoDeps, "files" | "clock">): Promise<CachedToken[]> {
  return (await files.cache())
    .flatMap((text) => readCachedToken(text) ?? [])
    .filter(({ expiresAtMs }) => expiresAtMs - clock.nowMs() > 60_000)
    .sort((a, b) => b.expiresAtMs - a.expiresAtMs)
}

async function configSignIns({ files }: Pick<SsoDeps, "files">): Promise<Named[]> {
  try {
    return signInsOfConfig(readSharedFile(await files.config(), ""))
  } catch (error) {
    // A file that AWS's own tools cannot read is said elsewhere.
    if (error instanceof AppError) return []
    throw error
  }
}

/** As {@link Sso.found}. */
export async function findSignIns(deps: Pick<SsoDeps, "files" | "clock" | "index">): Promise<FoundSignIn[]> {
  const [named, tokens, { ssoSignIns }] = await Promise.all([
    configSignIns(deps),
    cachedTokens(deps),
    deps.index.read(),
  ])
  const known = new Set(ssoSignIns.map(place))
  return once([...named, ...tokens])
    .filter((each) => !known.has(place(each)))
    .map(({ name, startUrl, region }) => ({
      ...{ name, startUrl, region },
      signedInUntilMs:
        tokens.find((token) => place(token) === place({ startUrl, region }))?.expiresAtMs ?? null,
    }))
}

/** What the AWS command line is signed in with at this start URL; null: it is not. */
export async function commandLineToken(
  deps: Pick<SsoDeps, "files" | "clock">,
  signIn: Pick<SsoSignIn, "startUrl" | "region">,
): Promise<SsoTokens | null> {
  const token = (await cachedTokens(deps)).find((each) => place(each) === place(signIn))
  if (token === undefined) return null
  return { accessToken: token.accessToken, expiresAtMs: token.expiresAtMs, refreshToken: null }
}
