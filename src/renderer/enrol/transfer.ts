/** @file What a paste or a drop brings. Pure, but for reading what the browser offers. */

export type Brought = { kind: "files"; files: File[] } | { kind: "text"; text: string } | null

/** Whether a text is an authenticator's link, or a list that begins with one. */
export function isLink(text: string): boolean {
  return /^\s*otpauth(-migration)?:\/\//i.test(text)
}

/** More than any set of links that a person pastes; a longer text is a file's. */
const mostOfLinks = 200_000

/**
 * Who reads a text: `links` are read one by one and can be parts of a Google export that others complete; an `export`
 * is read as the file it would be.
 */
export function routeOfText(text: string): "links" | "export" {
  if (text.length > mostOfLinks) return "export"
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== "")
  if (lines.length > 0 && lines.every(isLink)) {
    return lines.length === 1 || /otpauth-migration:/i.test(text) ? "links" : "export"
  }
  return looksLikeExport(text) ? "export" : "links"
}

const otpColumn = /(^|[,;\t"])(login_?totp|totp|otpauth|otp|2fa|secret)("|[,;\t]|$)/i

/** Whether a text that is no link can be the content of an export: nobody types such a thing. */
export function looksLikeExport(text: string): boolean {
  const start = text.trimStart()
  if (/(otpauth(-migration)?|motp|steam):\/\//i.test(text)) return true
  if (/^[[{]/.test(start)) return isJson(start)
  if (/^(<\?xml|<!doctype html|<html|<map\b)/i.test(start)) return true
  if (start.startsWith("-----BEGIN PGP MESSAGE-----")) return true
  if (start.length >= 128 && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(start) && !/[ \t]/.test(start.trim()))
    return true
  const [header = "", second] = start.split(/\r?\n/)
  return second !== undefined && otpColumn.test(header) && /[,;\t]/.test(header)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Pictures before text: a picture copied from a page brings its address too. */
export function broughtBy(data: DataTransfer | null): Brought {
  if (data === null) return null
  const files = [...data.files]
  if (files.length > 0) return { kind: "files", files }
  const text = data.getData("text/plain").trim()
  return text === "" ? null : { kind: "text", text }
}

/**
 * Whether a paste enrols. In a box one types in, only what can be nothing else does: a link, an export, or a file.
 * @param typing focus is in such a box
 */
export function pasteEnrols(brought: Brought, typing: boolean): boolean {
  if (brought === null) return false
  if (!typing || brought.kind === "files" || isLink(brought.text)) return true
  // A long password looks like an encrypted export.
  return /[{<,;:]/.test(brought.text) && looksLikeExport(brought.text)
}
