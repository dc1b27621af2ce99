import { AppError } from "../../core/errors.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"

interface Json {
  json?: boolean
}

export interface KeyRemoveOptions extends Json {
  yes?: boolean
}

/** `keycard aws profile remove PROFILE`: its session is stopped first. */
export async function awsProfileRemove(context: Context, name: string, { json }: Json): Promise<void> {
  const profile = await context.listing().aws.findProfile(name)
  await (await context.aws()).removeProfile(profile.id)
  if (json === true) context.output.json({ removed: { id: profile.id, profile: profile.name } })
  else context.output.data(`Removed the profile ${printable(profile.name)}.`)
}

/** `keycard aws key remove NAME`: forgotten here, and as it was at AWS; asked about, for there is no way back. */
export async function awsKeyRemove(context: Context, name: string, options: KeyRemoveOptions): Promise<void> {
  const { asker, output } = context
  const key = await context.listing().aws.findKey(name)
  const label = `${printable(key.name)} (…${key.tail})`
  if (options.yes !== true) {
    if (!asker.interactive)
      throw new AppError({
        kind: "usage",
        message: "AWS shows a key's secret once, and Keycard would forget it. Say so: add --yes.",
      })
    const answer = await asker.ask(`AWS shows a key's secret once. Forget the one of ${label}? Type yes`)
    if (!/^yes$/i.test(answer.trim())) throw new AppError({ kind: "cancelled" })
  }
  await (await context.aws()).removeKey(key.id)
  if (options.json === true) output.json({ removed: { id: key.id, name: key.name, tail: key.tail } })
  else output.data(`Removed the access key ${label}.`)
  output.words(
    "At AWS it is what it was: make it inactive or delete it there, where it is not needed any more.",
  )
}
