import type { Context } from "../context.ts"
import { printable } from "../output.ts"

export interface ProfileAddOptions {
  key: string
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
  const { aws } = context.listing()
  const key = await aws.findKey(options.key)
  const profile = await aws.addProfile({
    name,
    keyId: key.id,
    durationSeconds: options.duration,
    region: options.region,
    roleArns: options.roleArn,
    mode: options.mode,
    renew: options.renew,
  })
  const { id, durationSeconds, region, roleArns, mode, renew } = profile
  if (options.json === true) {
    output.json({ id, profile: profile.name, key: key.name, durationSeconds, region, roleArns, mode, renew })
    return
  }
  const shown = printable(profile.name)
  output.data(`Added the profile ${shown}.`)
  if (mode === "file") output.words(`Fill it: keycard refresh ${shown}`)
  else {
    const header = profile.name === "default" ? "[default]" : `[profile ${shown}]`
    output.words(`AWS's tools ask for it with these lines in their config file:\n
    ${header}
    credential_process = keycard credential-process ${shown}`)
  }
}
