import type { Context } from "../context.ts"
import { printable } from "../output.ts"

/** `keycard backup`: an automatic backup now, into the folder and with the passphrase that the window was told. */
export async function backup(context: Context, options: { json?: boolean }): Promise<void> {
  const { output } = context
  const { path, accounts, missing, withoutPicture, removed } = await (await context.backups()).automatic()
  if (options.json === true) output.json({ file: path, accounts, missing, withoutPicture, removed })
  else output.data(`Backed up ${accounts} accounts to ${printable(path)}`)
  for (const name of missing)
    output.words(`Left out: ${printable(name)}: the keychain does not hold its secret.`)
  for (const name of withoutPicture)
    output.words(`Without its picture: ${printable(name)}: it had no room, or cannot be read.`)
}
