import type { CareOptions } from "../../core/aws/care/service.ts"
import { codeFromOf } from "../../core/aws/code-from.ts"
import { findKeyIn } from "../../core/aws/find.ts"
import type { AwsKey } from "../../core/vault/schema.ts"
import { careStepWords } from "../../shared/words/key-care.ts"
import { askTouch } from "../ask-touch.ts"
import type { Context } from "../context.ts"
import { countDown } from "../count-down.ts"
import { printable } from "../output.ts"
import { quoted } from "./aws-key-add.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"

export interface KeyRotateOptions {
  resume?: boolean
  rollBack?: boolean
  deleteOld?: boolean
  deleteOther?: string
  forget?: boolean
  code?: string
  json?: boolean
}

/** What work on a key is told: the code, whom to tell of its steps, and what ends it. */
export function careOptions(context: Context, code: string | undefined): CareOptions {
  return {
    code,
    onStep: (step) => context.output.status(careStepWords[step]),
    onWait: countDown(context),
    onTouch: askTouch(context),
    signal: context.signal,
  }
}

/**
 * The same for work that takes a code: where only a person knows it, and one sits there, it is asked for.
 * @throws AppError `cancelled`
 */
export async function codedOptions(
  context: Context,
  key: AwsKey,
  code: string | undefined,
): Promise<CareOptions> {
  const wanted = code === undefined && key.mfaSerial !== null && codeFromOf(key).kind === "typed"
  const typed =
    wanted && context.asker.interactive
      ? await context.asker.ask(`Six digits that the MFA device of ${printable(key.name)} shows now`)
      : code
  return careOptions(context, typed)
}

/** `keycard aws key rotate <NAME>`: forwards, on, back, or rid of what is left. */
export async function awsKeyRotate(context: Context, name: string, options: KeyRotateOptions): Promise<void> {
  await noteIgnoredEndpoints(context)
  const before = findKeyIn(await context.index.read(), name)
  const care = await context.keyCare()
  if (options.forget === true) {
    const tail = await care.forget(before.id)
    say(context, options, findKeyIn(await context.index.read(), before.id), "Nothing is under way any more.")
    if (tail !== "")
      context.output.words(`AWS may still have the key …${tail}: look under “Security credentials”.`)
    return
  }
  const how = await codedOptions(context, before, options.code)
  if (options.deleteOther !== undefined) {
    const tail = options.deleteOther.replace(/^…|^\.{3}/, "").slice(-4)
    const key = await care.deleteStray(before.id, tail, how)
    say(context, options, key, `Deleted the access key …${printable(tail)} at AWS.`)
    return
  }
  if (options.deleteOld === true) {
    const key = await care.deleteOld(before.id, how)
    say(context, options, key, `Deleted the old key …${before.rotation?.otherTail ?? ""}.`)
    return
  }
  if (options.rollBack === true) {
    const key = await care.rollBack(before.id, how)
    say(context, options, key, `“${printable(key.name)}” is …${key.tail} again.`)
    return
  }
  const key = await (options.resume === true ? care.resume(before.id, how) : care.rotate(before.id, how))
  say(context, options, key, rotatedWords(key))
  if (key.rotation !== null) sayWhatIsLeft(context, key)
}

function rotatedWords({ name, tail, rotation }: AwsKey): string {
  const old = rotation === null ? "" : ` The old one, …${rotation.otherTail}, is inactive.`
  return `“${printable(name)}” is …${tail} now.${old}`
}

/** The old key opens nothing, and is there until it is deleted: says so, and both commands that end it. */
export function sayWhatIsLeft({ output }: Context, { name }: AwsKey): void {
  const command = `keycard aws key rotate ${quoted(name)}`
  output.words("Sessions issued before go on until they end.")
  output.words(`When everything works:  ${command} --delete-old`)
  output.words(`If something does not:  ${command} --roll-back`)
}

function say({ output }: Context, { json }: KeyRotateOptions, key: AwsKey, words: string): void {
  if (json === true) output.json(rotatedKey(key))
  else output.data(words)
}

/** What is printed of a key and its rotation as JSON: nothing of its secrets. */
export function rotatedKey({ id, name, tail, rotation, mfaSerial, otpAccountId }: AwsKey) {
  return {
    ...{ id, name, tail, mfaSerial, otpAccountId },
    rotation: rotation === null ? null : { step: rotation.step, otherTail: rotation.otherTail || null },
  }
}
