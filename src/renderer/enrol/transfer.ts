/** @file What a paste or a drop brings. Pure, but for reading what the browser offers. */

export type Brought = { kind: "files"; files: File[] } | { kind: "text"; text: string } | null

/** Whether a text is an authenticator's link, or a list that begins with one. */
export function isLink(text: string): boolean {
  return /^\s*otpauth(-migration)?:\/\//i.test(text)
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
 * Whether a paste enrols. In a box one types in, only what can be nothing else does: a link, or a picture.
 * @param typing focus is in such a box
 */
export function pasteEnrols(brought: Brought, typing: boolean): boolean {
  if (brought === null) return false
  return !typing || brought.kind === "files" || isLink(brought.text)
}
