/** @file Authenticator Plus: a ZIP (ZipCrypto) with its links in Accounts.txt. Source: beemdevelopment/Aegis,
 * AuthenticatorPlusImporter.java. */
import { zippedListFormat } from "../zip/list-format.ts"

const LIST = "Accounts.txt"

export const authenticatorPlus = zippedListFormat({
  id: "authenticator-plus",
  name: "Authenticator Plus",
  holds: (names) => names.includes(LIST),
  isList: (name) => name === LIST,
  without: "nothing",
})
