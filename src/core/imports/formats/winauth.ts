/** @file WinAuth: a ZIP, mostly with a password, whose only file is a list of links. Its plain list is read as any list
 * of links. Source: winauth/winauth, WinAuthHelper.cs (ExportAuthenticators). */
import { zippedListFormat } from "../zip/list-format.ts"

const isText = (name: string) => /\.txt$/i.test(name)

export const winauth = zippedListFormat({
  id: "winauth",
  name: "WinAuth",
  holds: (names) => names.length === 1 && names.every(isText),
  isList: isText,
  without: "unknown-format",
})
