import { findKeyIn } from "../../core/aws/find.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { codedOptions, rotatedKey } from "./aws-key-rotate.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"

export interface MfaEnrolOptions {
  undo?: boolean
  code?: string
  json?: boolean
}

export interface MfaResyncOptions extends Typed {
  nextCode?: string
}

interface Typed {
  code?: string
  json?: boolean
}

/** `keycard aws mfa enrol <KEY>`: a device for the key's user, made and enabled; its seed is shown to nobody. */
export async function awsMfaEnrol(context: Context, name: string, options: MfaEnrolOptions): Promise<void> {
  await noteIgnoredEndpoints(context)
  const before = findKeyIn(await context.index.read(), name)
  const { id } = before
  const care = await context.keyCare()
  const how = await codedOptions(context, before, options.code)
  if (options.undo === true) {
    const key = await care.undoEnrolment(id, how)
    if (options.json === true) context.output.json(rotatedKey(key))
    else context.output.data(`The device that was being set up for “${printable(key.name)}” is gone.`)
    return
  }
  const key = await care.enrolMfa(id, how)
  if (options.json === true) context.output.json(rotatedKey(key))
  else
    context.output.data(`“${printable(key.name)}” has an MFA device now: ${printable(key.mfaSerial ?? "")}`)
  context.output.words("Its codes are among your accounts. Make a backup: this computer has the only copy.")
}

/** `keycard aws mfa resync <KEY>`. */
export async function awsMfaResync(context: Context, name: string, options: MfaResyncOptions): Promise<void> {
  await noteIgnoredEndpoints(context)
  const before = findKeyIn(await context.index.read(), name)
  const how = { ...(await codedOptions(context, before, options.code)), secondCode: options.nextCode }
  if (how.code !== undefined && how.secondCode === undefined && context.asker.interactive)
    how.secondCode = await context.asker.ask("The six digits that it shows next")
  const key = await (await context.keyCare()).resyncMfa(before.id, how)
  if (options.json === true) context.output.json(rotatedKey(key))
  else context.output.data(`The MFA device of “${printable(key.name)}” is in step with AWS.`)
}

/** `keycard aws mfa remove <KEY>`. */
export async function awsMfaRemove(context: Context, name: string, options: Typed): Promise<void> {
  await noteIgnoredEndpoints(context)
  const before = findKeyIn(await context.index.read(), name)
  const how = await codedOptions(context, before, options.code)
  const key = await (await context.keyCare()).removeMfa(before.id, how)
  if (options.json === true) context.output.json(rotatedKey(key))
  else context.output.data(`“${printable(key.name)}” has no MFA device any more.`)
}
