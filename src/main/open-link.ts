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

/** A page of ours that leads the browser on, once: see one-time-page.ts. */
const ONE_TIME_PAGE = /^http:\/\/127\.0\.0\.1:\d{1,5}\/[\w-]{43}$/

/** Opens such a page and nothing else. The link it leads to was checked by who made the page. */
export async function openOneTimePage(url: string): Promise<void> {
  if (!ONE_TIME_PAGE.test(url)) throw new Error("an address of somebody else's was to be opened")
  await shell.openExternal(url)
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
