import { chooseHardwareEntry } from "../../core/aws/choose-hardware-entry.ts"
import { AppError } from "../../core/errors.ts"
import type { CodeFrom } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { sayWhatIsMissing, shownKey } from "./aws-key-add.ts"

export interface KeyEditOptions {
  mfaSerial?: string
  account?: string
  codes?: CodeFrom["kind"]
  yubikey?: string
  entry?: string
  region?: string
  /** false: `--no-endpoint` */
  endpoint?: string | false
  json?: boolean
}

/** `keycard aws key edit <NAME>`: its device, what makes the codes, and where AWS is asked. */
export async function awsKeyEdit(context: Context, name: string, options: KeyEditOptions): Promise<void> {
  const { mfaSerial, account, region, json } = options
  const endpoint = options.endpoint === false ? null : options.endpoint
  const codes = codesOf(options)
  if ([mfaSerial, account, codes, region, endpoint].every((value) => value === undefined)) {
    throw new AppError({
      kind: "usage",
      message: "Give --mfa-serial, --account, --codes, --region, --endpoint, or several of them.",
    })
  }
  const { accounts, aws } = context.listing()
  const before = await aws.findKey(name)
  const codeFrom = codes === undefined ? undefined : await codeFromFor(context, codes, options)
  const linked = account === undefined ? before.otpAccountId : (await accounts.find(account)).id
  const suggested = linked === null && mfaSerial !== undefined ? await aws.suggestAccount(mfaSerial) : linked
  const key = await aws.editKey(before.id, { mfaSerial, otpAccountId: suggested, codeFrom, region, endpoint })
  if (json === true) context.output.json(shownKey(key))
  else context.output.data(`Changed the access key ${printable(key.name)} (…${key.tail}).`)
  if (json !== true && codeFrom?.kind === "yubikey") {
    context.output.words(`Its codes come from the YubiKey ${codeFrom.serial}: ${printable(codeFrom.entry)}`)
  }
  sayWhatIsMissing(context, key)
}

/** An account that is linked makes the codes; so does a YubiKey that is named. @throws AppError `usage` */
function codesOf({ codes, account, yubikey, entry }: KeyEditOptions): CodeFrom["kind"] | undefined {
  const named = yubikey !== undefined || entry !== undefined
  if (named && codes !== undefined && codes !== "yubikey")
    throw new AppError({ kind: "usage", message: "--yubikey and --entry go with --codes yubikey." })
  if (account !== undefined && (named || (codes !== undefined && codes !== "here")))
    throw new AppError({ kind: "usage", message: "--account goes with --codes here." })
  return named ? "yubikey" : (codes ?? (account === undefined ? undefined : "here"))
}

async function codeFromFor(
  { codeSource, signal, output }: Context,
  kind: CodeFrom["kind"],
  { yubikey, entry }: KeyEditOptions,
): Promise<CodeFrom> {
  if (kind !== "yubikey") return { kind }
  output.status("Asking your YubiKey…")
  return { kind, ...chooseHardwareEntry(await codeSource.keys(signal), yubikey, entry) }
}
