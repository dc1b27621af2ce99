/** @file What a file is, by its content: a picture for the QR reader, or another program's export for main. */
import { MAX_IMPORT_BYTES } from "../../shared/import-limits.ts"
import { RequestFailed } from "../api.ts"
import { readQr } from "../enrol/qr-client.ts"
import type { Source } from "../enrol/read-sources.ts"
import { routeOfText } from "../enrol/transfer.ts"
import { isPicture } from "./is-picture.ts"
import { readExport } from "./read-export.ts"

/** As much as tells a picture; what stands behind it is the QR reader's to judge. */
const headBytes = 65_536

async function bytesOf(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    throw new RequestFailed({ kind: "file", path: name, problem: "denied" })
  }
}

/** Links as text: parts of a Google export, which other texts complete. */
function linksIn(bytes: Uint8Array): string | null {
  if (bytes.length > 200_000) return null
  const text = new TextDecoder().decode(bytes)
  return /otpauth-migration:/i.test(text) && routeOfText(text) === "links" ? text : null
}

export function readFile(file: File): Source["read"] {
  return async (more) => {
    const head = await bytesOf(file.slice(0, headBytes), file.name)
    if (isPicture(head, file.type)) return readQr({ kind: "picture", file })
    if (file.size > MAX_IMPORT_BYTES)
      throw new RequestFailed({ kind: "import", problem: "too-large", format: null })
    const bytes = await bytesOf(file, file.name)
    const links = linksIn(bytes)
    return links === null ? readExport(file.name, bytes, more) : { links: [links], others: 0 }
  }
}

/** A pasted text as the file it would be. */
export function readPastedExport(text: string): Source["read"] {
  return (more) => {
    const bytes = new TextEncoder().encode(text)
    if (bytes.length > MAX_IMPORT_BYTES)
      throw new RequestFailed({ kind: "import", problem: "too-large", format: null })
    return readExport("", bytes, more)
  }
}
