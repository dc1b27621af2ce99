/** @file Ente Auth: its plain list of links, the older ones, and the encrypted export. Source: Ente,
 * docs/auth/migration/export.md and mobile/apps/auth/lib/models. */
import { decodePercent, uriParts } from "../../otp/uri-parts.ts"
import { extrasOf } from "../foreign-row.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { field, fieldsOf, isList, jsonValue, listField, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { linkRow } from "../link-rows.ts"
import { rowsFrom } from "../reading.ts"
import { decryptEnte, isEnteEncrypted } from "./ente-sealed.ts"

const NAME = "Ente Auth"
const LINK_START = /^(?:otpauth|steam|motp):\/\//i

export const ente: ImportFormat = {
  id: "ente",
  name: NAME,
  ownJson: /"(?:kdfParams|encryptionNonce|rawData)"\s*:/,
  recognise: ({ json, text }) => {
    const file = fieldsOf(json)
    if (file !== null) return isEnteEncrypted(file) || isOldJson(file)
    return text !== null && isEnteList(text)
  },
  read: async ({ json, text }, tools) => {
    const file = fieldsOf(json)
    const sealed = file !== null && isEnteEncrypted(file)
    const plain = sealed ? await decryptEnte(file, tools) : (text ?? "")
    tools.onStep({ step: "reading" })
    const old = sealed ? oldJsonIn(plain) : file
    return old === null ? rowsFrom(linksIn(plain), NAME, (link) => rowOfLink(link)) : oldRows(old)
  },
}

/** Only Ente writes `codeDisplay`, and only its first versions put commas between links. */
function isEnteList(text: string): boolean {
  const start = text.trimStart()
  if (!LINK_START.test(start)) return false
  return /[?&]codeDisplay=/i.test(start) || /,\s*otpauth:\/\//i.test(start)
}

/** Its first exports: `items`, each with its link as `rawData`. */
function isOldJson(file: Fields): boolean {
  return (
    isList(file, "items") &&
    listField(file, "items").some((item) => textField(fieldsOf(item), "rawData") !== "")
  )
}

/** The first exports' JSON, should it have been encrypted. */
function oldJsonIn(text: string): Fields | null {
  return /^\s*\{/.test(text) ? fieldsOf(jsonValue(text)) : null
}

function oldRows(file: Fields): ImportRow[] {
  return rowsFrom(listField(file, "items"), NAME, (item) => {
    const fields = fieldsOf(item)
    return rowOfLink(textField(fields, "rawData"), objectField(fields, "display"))
  })
}

/** One link a line, or several with commas between; a comma inside a link is not followed by another link. */
function linksIn(text: string): string[] {
  return text
    .split(/[\r\n]+|,\s*(?=(?:otpauth|steam):\/\/)/i)
    .map((line) => line.trim().replace(/,$/, ""))
    .filter((line) => line !== "")
}

function rowOfLink(link: string, beside: Fields | null = null): ImportRow {
  return linkRow(link, (entry) => {
    const display = beside ?? displayIn(link)
    const extras = extrasOf({
      tags: listField(display, "tags"),
      note: textField(display, "note"),
      pinned: field(display, "pinned") === true,
      trashed: field(display, "trashed") === true,
    })
    return { ...entry, ...extras }
  })
}

function displayIn(link: string): Fields | null {
  const raw = uriParts(link)?.parameters.get("codedisplay")?.[0]
  return raw === undefined ? null : fieldsOf(jsonValue(decodePercent(raw.replaceAll("+", " "))))
}
