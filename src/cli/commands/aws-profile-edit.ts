import type { FederationInput } from "../../core/aws/role-values.ts"
import { AppError } from "../../core/errors.ts"
import type { AwsProfile } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import type { RoleDraft } from "../role-flags.ts"
import { noteChain, type ProfileOptions, readFederation, shownProfile } from "./aws-profile-add.ts"
import { changedRoles } from "./profile-roles.ts"

export interface ProfileEditOptions extends ProfileOptions {
  name?: string
  /** false: `--no-roles`. */
  roles?: boolean
}

/** `keycard aws profile edit <PROFILE>`: what is said changes, the rest stays. */
export async function awsProfileEdit(
  context: Context,
  name: string,
  options: ProfileEditOptions,
  drafts: readonly RoleDraft[],
): Promise<void> {
  const { output } = context
  const before = await context.listing().aws.findProfile(name)
  const roles =
    options.roles === false ? { roleArns: [], roleOptions: [] } : await changedRoles(context, drafts, before)
  const changes = {
    ...definedOnly({
      name: options.name,
      durationSeconds: options.duration,
      region: options.region,
      mode: options.mode,
      renew: options.renew,
      assume: options.assume,
      federation: await changedFederation(context, options, before),
    }),
    ...roles,
  }
  if (Object.keys(changes).length === 0)
    throw new AppError({ kind: "usage", message: "Say what to change: see keycard aws profile edit --help." })
  const aws = await context.aws()
  const profile = await aws.editProfile(before.id, changes)
  if (options.json === true) output.json(shownProfile(profile, await sourceName(context, profile)))
  else output.data(`Changed the profile ${printable(profile.name)}.`)
  noteChain(context, profile)
}

async function sourceName(context: Context, { keyId, center }: AwsProfile): Promise<string> {
  const { aws, sso } = context.listing()
  const { name } = await (keyId === null ? sso.findSignIn(center?.signInId ?? "") : aws.findKey(keyId))
  return name
}

async function changedFederation(
  context: Context,
  options: ProfileOptions,
  { federation }: AwsProfile,
): Promise<FederationInput | undefined> {
  const said = await readFederation(context, options)
  return said === undefined ? undefined : { ...federation, ...said }
}

const definedOnly = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
