import { shell } from "electron"
import type { Request } from "../shared/ipc/contract.ts"

/** The only addresses that Keycard opens in the browser. None is ever put together from input. */
export const links: Record<Request<"app:open-link">["link"], string> = {
  "aws-mfa": "https://console.aws.amazon.com/iam/home#/security_credentials",
  "aws-access-keys": "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
  "keychain-help": "https://wiki.gnome.org/Projects/GnomeKeyring",
}

export async function openLink(link: keyof typeof links): Promise<void> {
  await shell.openExternal(links[link])
}
