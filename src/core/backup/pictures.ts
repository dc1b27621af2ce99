/** @file Pictures of one's own as marks, on their way into a backup and out of it. They are not secret, and the only part
 * of a backup that it can do without: what has no room, or cannot be read, is left out and named. */
import { isMarkPicture } from "../accounts/mark-picture.ts"
import { isAppError } from "../errors.ts"
import type { MarkPictures } from "../ports/mark-pictures.ts"
import { MAX_PLAIN_BYTES } from "./container.ts"
import { backupName, type BackupAccount, type BackupContent } from "./content.ts"

/** What a picture costs beside its base64: `,"markPicture":""`. */
const FIELD_BYTES = 17

/** @param mostBytes what the content may take as JSON; default: what fits into the largest backup */
export async function withPictures(
  marks: Pick<MarkPictures, "read">,
  content: BackupContent,
  mostBytes = MAX_PLAIN_BYTES,
): Promise<BackupContent> {
  const own = content.accounts.filter(({ mark }) => mark === "own")
  if (own.length === 0) return content
  const room = mostBytes - jsonBytes(content)
  // Room for every name first: what is left out can always be named.
  let left = room - own.reduce((sum, account) => sum + jsonBytes(backupName(account)) + 1, 0)
  const withoutPicture = [...content.withoutPicture]
  const accounts: BackupAccount[] = []
  for (const account of content.accounts) {
    const markPicture = account.mark === "own" ? await pictureOf(marks, account.id) : null
    const bytes = (markPicture?.length ?? 0) + FIELD_BYTES
    const fits = markPicture !== null && bytes <= left
    if (fits) left -= bytes
    else if (account.mark === "own") withoutPicture.push(backupName(account))
    accounts.push(fits ? { ...account, markPicture } : account)
  }
  return { ...content, accounts, withoutPicture: room < 0 ? [] : withoutPicture }
}

/** Base64; null: there is none, or none that can be read. */
async function pictureOf(marks: Pick<MarkPictures, "read">, id: string): Promise<string | null> {
  try {
    const png = await marks.read(id)
    return png === null ? null : Buffer.from(png).toString("base64")
  } catch (error) {
    if (!isAppError(error, "file")) throw error
    return null
  }
}

/** The picture of a row, or null: whatever made the file, nothing but a mark's picture comes in. */
export function pictureIn({ mark, markPicture }: BackupAccount): Uint8Array | null {
  if (mark !== "own" || markPicture === undefined) return null
  const png = Buffer.from(markPicture, "base64")
  return isMarkPicture(png) ? png : null
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
