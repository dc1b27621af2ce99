/** @file IAM Identity Center in the window's process. A part of compose.ts. */
import { lazySsoApi } from "../adapters/sso/lazy-sso-api.ts"
import { createSsoFiles } from "../adapters/sso/sso-files.ts"
import { systemClock as clock } from "../adapters/system/clock.ts"
import { systemRandom as random } from "../adapters/system/random.ts"
import type { TextFile } from "../core/ports/text-file.ts"
import { createSso } from "../core/sso/create-sso.ts"
import type { Sso, SsoDeps } from "../core/sso/service.ts"
import type { Broadcast } from "./ipc/broadcast.ts"
import { openSignInPage } from "./open-link.ts"
import { createSsoDesk, type SsoDesk, type SsoDeskDeps } from "./sso-desk.ts"

export interface SsoParts
  extends
    Pick<SsoDeps, "secrets" | "index" | "mutex" | "audit" | "pending">,
    Pick<SsoDeskDeps, "showWindow" | "onChanged"> {
  readonly broadcast: Broadcast
  /** Of AWS's own command line. */
  readonly cacheFolder: string
  readonly configFile: TextFile
}

export interface SsoComposition {
  readonly sso: Sso
  deskFor(aws: SsoDeskDeps["aws"]): SsoDesk
}

export function composeSso(parts: SsoParts): SsoComposition {
  const { secrets, index, mutex, audit, pending, broadcast, showWindow, onChanged } = parts
  const sso = createSso({
    ...{ secrets, index, mutex, audit, pending, clock, random },
    api: lazySsoApi(async () => (await import("../adapters/sso/sso-sdk-api.ts")).createSsoSdkApi()),
    browser: {
      open: openSignInPage,
      // Loaded when somebody signs in: nothing listens at any other time.
      listen: async (request) =>
        (await import("../adapters/sso/redirect-listener.ts")).listenForRedirect(request),
    },
    files: createSsoFiles(parts.cacheFolder, parts.configFile),
  })
  return {
    sso,
    deskFor: (aws) =>
      createSsoDesk({
        ...{ sso, aws, openPage: openSignInPage, showWindow, onChanged },
        nowMs: () => clock.nowMs(),
        onProgress: (progress) => broadcast("sso:progress", progress),
      }),
  }
}
