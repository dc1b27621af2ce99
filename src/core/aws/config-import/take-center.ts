/** @file Profiles of IAM Identity Center on their way into Keycard: the one place that knows how they are taken over. */
import type { Sso } from "../../sso/service.ts"
import type { AwsProfile, Vault } from "../../vault/schema.ts"
import type { SsoSignIn } from "../../vault/sso-fields.ts"
import type { Aws, NewProfile } from "../service.ts"
import { freeName } from "./import-name.ts"
import type { CenterSource } from "./types.ts"

export interface CenterDeps {
  readonly aws: Pick<Aws, "addProfile">
  readonly sso: Pick<Sso, "signIns" | "addSignIn">
}

/** A start URL is the same with a slash or a page's part behind it. */
const plainUrl = (url: string) => url.replace(/#.*$/, "").replace(/\/+$/, "").toLowerCase()

export function isSameSignIn(signIn: Pick<SsoSignIn, "startUrl" | "region">, source: CenterSource): boolean {
  return plainUrl(signIn.startUrl) === plainUrl(source.startUrl) && signIn.region === source.region
}

/** Whether a profile here issues the credentials of this role. */
export function issuesCenterRole(vault: Vault, { center }: AwsProfile, source: CenterSource): boolean {
  if (center === null) return false
  const signIn = vault.ssoSignIns.find(({ id }) => id === center.signInId)
  const isRole = center.accountId === source.accountId && center.roleName === source.roleName
  return isRole && signIn !== undefined && isSameSignIn(signIn, source)
}

/**
 * The sign-in that a role needs: nobody is signed in by it.
 * @returns whether it was not here before
 * @throws AppError `already-exists`, `aws-value`.
 */
export async function signInFor(
  sso: CenterDeps["sso"],
  source: CenterSource,
): Promise<{ readonly signIn: SsoSignIn; readonly isNew: boolean }> {
  const known = await sso.signIns()
  const present = known.find((signIn) => isSameSignIn(signIn, source))
  if (present !== undefined) return { signIn: present, isNew: false }
  return { signIn: await sso.addSignIn(newSignIn(source, known)), isNew: true }
}

/** @throws AppError `already-exists`, `aws-value`, `profile-name`. */
export function takeCenter(
  aws: CenterDeps["aws"],
  { accountId, roleName }: CenterSource,
  signIn: SsoSignIn,
  profile: Omit<NewProfile, "keyId" | "center">,
): Promise<AwsProfile> {
  const center = { signInId: signIn.id, accountId, accountName: "", roleName }
  return aws.addProfile({ ...profile, keyId: null, center })
}

/** Called as its section is, or as its organisation is in the start URL. */
function newSignIn({ session, startUrl, region }: CenterSource, known: readonly SsoSignIn[]) {
  const organisation = /^https:\/\/([^./]+)/.exec(startUrl)?.[1] ?? "identity-center"
  const name = freeName(session ?? organisation, (each) => known.some((signIn) => signIn.name === each))
  return { name, startUrl, region }
}
