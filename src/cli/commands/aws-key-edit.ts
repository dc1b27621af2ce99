import { AppError } from "../../core/errors.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { sayWhatIsMissing, shownKey } from "./aws-key-add.ts"

export interface KeyEditOptions {
  mfaSerial?: string
  account?: string
  json?: boolean
}

/** `keycard aws key edit <NAME>`: which device belongs to a key, and which account makes its codes. */
export async function awsKeyEdit(context: Context, name: string, options: KeyEditOptions): Promise<void> {
  const { mfaSerial, account, json } = options
  if (mfaSerial === undefined && account === undefined) {
    throw new AppError({ kind: "usage", message: "Give --mfa-serial, --account, or both." })
  }
  const { accounts, aws } = context.listing()
  const before = await aws.findKey(name)
  const linked = account === undefined ? before.otpAccountId : (await accounts.find(account)).id
  const suggested = linked === null && mfaSerial !== undefined ? await aws.suggestAccount(mfaSerial) : linked
  const key = await aws.editKey(before.id, { mfaSerial, otpAccountId: suggested })
  if (json === true) context.output.json(shownKey(key))
  else context.output.data(`Changed the access key ${printable(key.name)} (…${key.tail}).`)
  sayWhatIsMissing(context, key)
}
