import { AppError } from "../../core/errors.ts"
import type { PlainKey } from "../../core/aws/service.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { sayWhatIsMissing, shownKey } from "./aws-key-add.ts"

export interface MoveHomeOptions {
  dryRun?: boolean
  json?: boolean
}

/** `keycard aws key move-home [PROFILE...]`: keychain first, and only then the plain text goes. */
export async function awsKeyMoveHome(
  context: Context,
  profiles: readonly string[],
  options: MoveHomeOptions,
): Promise<void> {
  const { output, index } = context
  const aws = await context.aws()
  const found = await aws.plainKeys()
  const wanted = profiles.length === 0 ? found : profiles.map((profile) => named(found, profile))
  if (options.dryRun === true) {
    if (options.json === true) output.json(wanted)
    else for (const { profile, tail } of wanted) output.data(`${printable(profile)} (…${tail})`)
    return
  }
  if (wanted.length === 0) output.words("No permanent key lies in plain text.")
  const moved = []
  for (const { profile, serves } of wanted) {
    const { awsKeys } = await index.read()
    const name = freeName(new Set(awsKeys.map((key) => key.name)), serves)
    const key = await aws.addKey({ name, source: { kind: "profile", profile, removePlainText: true } })
    moved.push(shownKey(key))
    if (options.json !== true) output.data(`Moved ${printable(profile)} (…${key.tail}) into the keychain.`)
    sayWhatIsMissing(context, key)
  }
  if (options.json === true) output.json(moved)
}

function named(found: readonly PlainKey[], profile: string): PlainKey {
  const plain = found.find((key) => key.profile === profile)
  if (plain === undefined) throw new AppError({ kind: "no-plain-key", profile })
  return plain
}

function freeName(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} ${number}`)) number += 1
  return `${name} ${number}`
}
