import { codeFromOf } from "../../core/aws/code-from.ts"
import { AppError } from "../../core/errors.ts"
import type { Aws, NewKeySource } from "../../core/aws/service.ts"
import type { AwsKey } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { wordsFor } from "../report.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"
import { readKey } from "./read-key.ts"

export interface KeyAddOptions {
  fromProfile?: string
  removePlainText?: boolean
  mfaSerial?: string
  account?: string
  endpoint?: string
  region?: string
  json?: boolean
}

/** `keycard aws key add <NAME>`: a permanent key into the keychain, linked to the account that makes its codes. */
export async function awsKeyAdd(context: Context, name: string, options: KeyAddOptions): Promise<void> {
  const { output } = context
  if (options.removePlainText === true && options.fromProfile === undefined) {
    throw new AppError({ kind: "usage", message: "--remove-plain-text needs --from-profile." })
  }
  await noteIgnoredEndpoints(context)
  const linked =
    options.account === undefined ? undefined : await context.listing().accounts.find(options.account)
  const aws = await context.aws()
  const source = await sourceOf(context, options)
  const added = await aws.addKey({
    name,
    source,
    mfaSerial: options.mfaSerial,
    otpAccountId: linked?.id,
    endpoint: options.endpoint,
    region: options.region,
  })
  const key = added.mfaSerial === null ? await withDevice(context, aws, added, linked?.id) : added

  if (options.json === true) output.json(shownKey(key))
  else output.data(`Added the access key ${printable(key.name)} (…${key.tail}).`)
  sayWhatIsMissing(context, key)
  if (source.kind === "profile" && !source.removePlainText) {
    output.words(
      "Its plain-text copy still works in the credentials file. Next time, --remove-plain-text takes it out.",
    )
  }
}

/** What is printed of a key as JSON: nothing of its secret. */
export function shownKey(key: AwsKey) {
  const { id, name, tail, mfaSerial, otpAccountId, endpoint, region } = key
  return { id, name, tail, mfaSerial, otpAccountId, codeFrom: codeFromOf(key), endpoint, region }
}

/** Without a device or its codes a key cannot be used: says so, and the command that mends it. */
export function sayWhatIsMissing({ output }: Context, key: AwsKey): void {
  const edit = `keycard aws key edit ${quoted(key.name)}`
  if (key.mfaSerial === null) output.words(`It has no MFA device yet: ${edit} --mfa-serial ARN`)
  if (key.otpAccountId === null && codeFromOf(key).kind === "here") {
    output.words(`No account here makes its codes yet: ${edit} --account QUERY`)
  }
}

/** As it is typed in a shell. */
export function quoted(name: string): string {
  const shown = printable(name)
  return /^[\w.@:/+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`
}

/** Looks the MFA device up. Not every policy allows that: a serial can be given later, so a failure only says so. */
async function withDevice(
  { output, clock }: Context,
  aws: Aws,
  key: AwsKey,
  otpAccountId: string | undefined,
): Promise<AwsKey> {
  output.status("Looking for its MFA device…")
  try {
    const [device, ...others] = await aws.findMfaDevices(key.id)
    if (device === undefined) return key
    if (others.length > 0) {
      output.words("Its user has several MFA devices. Name one:")
      for (const each of [device, ...others]) output.words(`  ${printable(each.device.serialNumber)}`)
      return key
    }
    output.words(`Found its MFA device: ${printable(device.device.serialNumber)}`)
    return await aws.editKey(key.id, {
      mfaSerial: device.device.serialNumber,
      otpAccountId: otpAccountId ?? device.otpAccountId,
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    output.words(`Its MFA device was not found. ${wordsFor(error.data, clock.nowMs())}`)
    return key
  }
}

async function sourceOf({ asker }: Context, options: KeyAddOptions): Promise<NewKeySource> {
  if (options.fromProfile !== undefined) {
    return {
      kind: "profile",
      profile: options.fromProfile,
      removePlainText: options.removePlainText === true,
    }
  }
  if (!asker.interactive) return { kind: "typed", key: readKey(await asker.readAll()) }
  const accessKeyId = (await asker.ask("Access key ID")).trim()
  const secretAccessKey = (await asker.ask("Secret access key", { hidden: true })).trim()
  return { kind: "typed", key: { accessKeyId, secretAccessKey } }
}
