import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { run, type RunOptions } from "../measure.ts"
import { sampleEntry } from "../sample-accounts.ts"

export const keepassxcPassword = "a password for measuring"

/**
 * A KeePassXC database of the same accounts, made once by its own import with its own default key derivation.
 * @param folder where to put it
 * @returns its path
 */
export async function makeKeepassxcDatabase(
  command: string,
  count: number,
  folder: string,
  env: RunOptions["env"],
): Promise<string> {
  const xml = join(folder, "keepassxc.xml")
  const database = join(folder, `keepassxc-${String(count)}.kdbx`)
  if (existsSync(database)) return database
  await writeFile(xml, exportOf(count))
  await run(command, ["import", "--set-password", xml, database], {
    env,
    input: `${keepassxcPassword}\n${keepassxcPassword}\n`,
  })
  return database
}

/** KeePass 2's XML export, the parts that are needed. */
function exportOf(count: number): string {
  const uuid = (text: string) => createHash("md5").update(text).digest("base64")
  const field = (key: string, value: string) =>
    `<String><Key>${key}</Key><Value>${value.replaceAll("&", "&amp;")}</Value></String>`
  const entries = Array.from({ length: count }, (_, index) => {
    const { issuer, account, secret } = sampleEntry(index)
    const otp = `otpauth://totp/${encodeURIComponent(issuer)}:${account}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
    return `<Entry><UUID>${uuid(issuer)}</UUID>${field("Title", issuer)}${field("UserName", account)}${field("otp", otp)}</Entry>`
  })
  return [
    `<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta><Generator>Keycard</Generator></Meta>`,
    `<Root><Group><UUID>${uuid("root")}</UUID><Name>Root</Name>${entries.join("")}</Group></Root></KeePassFile>`,
  ].join("\n")
}
