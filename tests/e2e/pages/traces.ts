/** @file Looks for a secret on the disk in every form in which somebody might have written it down. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { decodeBase32 } from "../../support/aws/totp.ts"

/** Base64 of bytes that stand somewhere in a longer text: one form for each place modulo three. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "")
    const first = Math.ceil((offset * 8) / 6)
    const last = Math.floor(((offset + bytes.length) * 8) / 6)
    return text.slice(first, last)
  })
}

function formsOf(secret: string): Buffer[] {
  const bytes = decodeBase32(secret)
  const text = Buffer.from(secret)
  const bigEndian = Buffer.from(secret, "utf16le").swap16()
  const texts = [
    secret,
    secret.toLowerCase(),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    text.toString("hex"),
    ...base64Forms(bytes),
    ...base64Forms(text),
  ]
  return [...texts.map((form) => Buffer.from(form)), bytes, Buffer.from(secret, "utf16le"), bigEndian]
}

/** The files under a folder that hold a secret (base32) in any form. */
export function filesWith(secret: string, folder: string): Promise<string[]> {
  return search(formsOf(secret), folder)
}

/** The files under a folder that hold a secret text, plain or in base64. */
export function filesWithText(secret: string, folder: string): Promise<string[]> {
  const texts = [secret, ...base64Forms(Buffer.from(secret))]
  return search([...texts.map((text) => Buffer.from(text)), Buffer.from(secret, "utf16le")], folder)
}

async function search(forms: readonly Buffer[], folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const hits: string[] = []
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path).catch(() => Buffer.alloc(0)) // gone meanwhile
    if (forms.some((form) => content.includes(form))) hits.push(path)
  }
  return hits
}
