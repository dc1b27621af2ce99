import { shell } from "electron"
import { isLoopback } from "../core/aws/values.ts"
import { AppError } from "../core/errors.ts"
import type { Request } from "../shared/ipc/contract.ts"

/** The only addresses that a page can have opened, by name. None is ever put together from input. */
export const links: Record<Request<"app:open-link">["link"], string> = {
  "aws-mfa": "https://console.aws.amazon.com/iam/home#/security_credentials",
  "aws-access-keys": "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
  "keychain-help": "https://wiki.gnome.org/Projects/GnomeKeyring",
}

export async function openLink(link: keyof typeof links): Promise<void> {
  await shell.openExternal(links[link])
}

/**
 * Opens a page of a sign-in: put together for AWS's own endpoint, or checked to be one of AWS's or of the start URL's
 * host (adapters/sso/trusted-page.ts). Never an address from the page.
 * @throws AppError `sso` `browser`
 */
export async function openSignInPage(url: string): Promise<void> {
  const { protocol, hostname } = new URL(url)
  const safe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname))
  try {
    if (!safe) throw new Error("not a page of a sign-in")
    await shell.openExternal(url)
  } catch (cause) {
    throw new AppError({ kind: "sso", problem: "browser", signIn: "" }, { cause })
  }
}
