import { printable } from "../output.ts"

/** An account's name on one line. */
export function label({ issuer, account }: { issuer: string; account: string }): string {
  if (issuer === "" && account === "") return "an account without a name"
  return printable(issuer === "" ? account : account === "" ? issuer : `${issuer} (${account})`)
}
