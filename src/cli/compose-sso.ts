/** @file IAM Identity Center for the command line, loaded with its first use. A part of compose.ts. */
import { lazySsoApi } from "../adapters/sso/lazy-sso-api.ts"
import { listenForRedirect } from "../adapters/sso/redirect-listener.ts"
import { createSsoFiles } from "../adapters/sso/sso-files.ts"
import { openBrowser } from "../adapters/system/open-browser.ts"
import { createSso } from "../core/sso/create-sso.ts"
import type { Sso, SsoDeps } from "../core/sso/service.ts"
import type { TextFile } from "../core/ports/text-file.ts"

export function composeSso(
  deps: Omit<SsoDeps, "api" | "browser" | "files">,
  cacheFolder: string,
  configFile: TextFile,
): Sso {
  return createSso({
    ...deps,
    api: lazySsoApi(async () => (await import("../adapters/sso/sso-sdk-api.ts")).createSsoSdkApi()),
    browser: { open: openBrowser, listen: listenForRedirect },
    files: createSsoFiles(cacheFolder, configFile),
  })
}
