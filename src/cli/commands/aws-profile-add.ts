import type { FederationInput } from "../../core/aws/role-values.ts"
import type { NewProfile } from "../../core/aws/service.ts"
import { AppError } from "../../core/errors.ts"
import type { AssumeMode } from "../../core/vault/role-options.ts"
import type { AwsProfile } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import type { RoleDraft } from "../role-flags.ts"
import { newRoles } from "./profile-roles.ts"
import { readPolicy } from "./read-policy.ts"

export interface ProfileOptions {
  duration?: number
  region?: string
  mode?: "file" | "process"
  renew?: "auto" | "on-demand" | "never"
  assume?: AssumeMode
  consolePolicy?: string
  consolePolicyArn?: string[]
  consoleDuration?: number
  json?: boolean
}

export interface ProfileAddOptions extends ProfileOptions {
  key?: string
  sso?: string
  account?: string
  role?: string
}

/** What a sign-in of the user is limited to; undefined: nothing was said. */
export async function readFederation(
  context: Context,
  { consolePolicy, consolePolicyArn, consoleDuration }: ProfileOptions,
): Promise<FederationInput | undefined> {
  const said: FederationInput = {
    ...(consolePolicy === undefined ? {} : { policy: await readPolicy(context, consolePolicy) }),
    ...(consolePolicyArn === undefined ? {} : { policyArns: consolePolicyArn.filter(Boolean) }),
    ...(consoleDuration === undefined ? {} : { durationSeconds: consoleDuration }),
  }
  return Object.keys(said).length === 0 ? undefined : said
}

/** A profile as `--json` shows it. @param from the name of its key, or of its sign-in to Identity Center */
export function shownProfile(profile: AwsProfile, from: string) {
  const { id, name, durationSeconds, region, roleArns, mode, renew } = profile
  const { roleOptions, assume, federation, center } = profile
  const role = center && { sso: from, accountId: center.accountId, roleName: center.roleName }
  const source = center === null ? { key: from } : { key: null, ...role }
  return {
    ...{ id, profile: name, ...source, durationSeconds, region, roleArns, mode, renew },
    ...{ roleOptions, assume, federation },
  }
}

/** AWS's limit for chains, said where somebody meets it. */
export function noteChain({ output }: Context, { roleArns }: AwsProfile): void {
  if (roleArns.length < 2) return
  output.words(
    "A role assumed from another role lasts one hour at most: AWS's limit for chains. While the user's session lasts, renewing it takes no new code.",
  )
}

/** `keycard aws profile add <PROFILE> --key NAME`: what to issue and where. */
export async function awsProfileAdd(
  context: Context,
  name: string,
  options: ProfileAddOptions,
  drafts: readonly RoleDraft[],
): Promise<void> {
  const { output } = context
  // A line in the config file is written right away, and what it replaces is kept in the keychain.
  const aws = options.mode === "process" ? await context.aws() : context.listing().aws
  const { from, ...source } = await sourceOf(context, options)
  const profile = await aws.addProfile({
    name,
    ...source,
    durationSeconds: options.duration,
    region: options.region,
    ...(await newRoles(context, drafts)),
    assume: options.assume,
    federation: await readFederation(context, options),
    mode: options.mode,
    renew: options.renew,
  })
  await nameAccount(context, profile)
  if (options.json === true) {
    output.json(shownProfile(profile, from))
    return
  }
  const shown = printable(profile.name)
  output.data(`Added the profile ${shown}.`)
  noteChain(context, profile)
  if (profile.mode === "file") output.words(`Fill it: keycard refresh ${shown}`)
  else if ((await context.aws().then((all) => all.processLine(profile.id)))?.written === true)
    output.words(`AWS's tools ask Keycard for it from now on: aws --profile ${shown} …`)
  else
    output.words(
      `Something of somebody else's gives credentials under this name. Replace it, until you stop the session: keycard refresh ${shown} --replace-existing`,
    )
}

/** What its account is called, where somebody is signed in: without, the number does, and the next listing tells. */
async function nameAccount(context: Context, { center }: AwsProfile): Promise<void> {
  if (center?.accountName !== "") return
  const signIn = await context.listing().sso.findSignIn(center.signInId)
  if (signIn.signedIn === null) return
  const sso = await context.sso()
  await sso.nameAccounts(signIn.id, context.signal).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
  })
}

/** A key, or an account and a role of Identity Center. */
async function sourceOf(
  context: Context,
  { key, sso, account, role }: ProfileAddOptions,
): Promise<Pick<NewProfile, "keyId" | "center"> & { readonly from: string }> {
  if (key !== undefined && sso === undefined && account === undefined && role === undefined) {
    const found = await context.listing().aws.findKey(key)
    return { keyId: found.id, from: found.name }
  }
  if (key !== undefined || sso === undefined || account === undefined || role === undefined)
    throw new AppError({ kind: "usage", message: "Give --key, or --sso with --account and --role." })
  const signIn = await context.listing().sso.findSignIn(sso)
  const { awsProfiles } = await context.index.read()
  const known = awsProfiles.find(
    ({ center }) => center?.signInId === signIn.id && center.accountId === account,
  )
  const accountName = known?.center?.accountName ?? ""
  const center = { signInId: signIn.id, accountId: account, accountName, roleName: role }
  return { keyId: null, center, from: signIn.name }
}
