import { AppError } from "../../core/errors.ts"
import type { NewProfile } from "../../core/aws/service.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"

export interface ProfileAddOptions {
  key?: string
  sso?: string
  account?: string
  role?: string
  duration?: number
  region?: string
  roleArn?: string[]
  mode?: "file" | "process"
  renew?: "auto" | "on-demand" | "never"
  json?: boolean
}

/** `keycard aws profile add <PROFILE> --key NAME`: what to issue and where. */
export async function awsProfileAdd(
  context: Context,
  name: string,
  options: ProfileAddOptions,
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
    roleArns: options.roleArn,
    mode: options.mode,
    renew: options.renew,
  })
  const { id, durationSeconds, region, roleArns, mode, renew } = profile
  if (options.json === true) {
    const { center } = profile
    const role = center && { sso: from, accountId: center.accountId, roleName: center.roleName }
    const shown = center === null ? { key: from } : { key: null, ...role }
    output.json({ id, profile: profile.name, ...shown, durationSeconds, region, roleArns, mode, renew })
    return
  }
  const shown = printable(profile.name)
  output.data(`Added the profile ${shown}.`)
  if (mode === "file") output.words(`Fill it: keycard refresh ${shown}`)
  else if ((await context.aws().then((all) => all.processLine(id)))?.written === true)
    output.words(`AWS's tools ask Keycard for it from now on: aws --profile ${shown} …`)
  else
    output.words(
      `Something of somebody else's gives credentials under this name. Replace it, until you stop the session: keycard refresh ${shown} --replace-existing`,
    )
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
  const center = { signInId: signIn.id, accountId: account, accountName: "", roleName: role }
  return { keyId: null, center, from: signIn.name }
}
