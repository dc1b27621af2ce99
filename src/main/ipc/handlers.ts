import type { RequestChannel } from "../../shared/ipc/channels.ts"
import type { Request, Response } from "../../shared/ipc/contract.ts"
import { accountsHandlers } from "./handlers/accounts.ts"
import { appHandlers } from "./handlers/app.ts"
import { awsHandlers } from "./handlers/aws.ts"
import { consoleHandlers } from "./handlers/console.ts"
import { clockHandlers } from "./handlers/clock.ts"
import { backupHandlers } from "./handlers/backup.ts"
import { codesHandlers } from "./handlers/codes.ts"
import { configHandlers } from "./handlers/config.ts"
import { enrolHandlers } from "./handlers/enrol.ts"
import { importHandlers } from "./handlers/import.ts"
import { insightHandlers } from "./handlers/insight.ts"
import { keysHandlers } from "./handlers/keys.ts"
import { keychainHandlers } from "./handlers/keychain.ts"
import { lockHandlers } from "./handlers/lock.ts"
import { ssoHandlers } from "./handlers/sso.ts"
import type { Services } from "./services.ts"

/** What answers each channel. A channel without one does not build. */
export type Handlers = { readonly [N in RequestChannel]: (request: Request<N>) => Promise<Response<N>> }

/** The handlers whose channel begins with a prefix. */
export type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<RequestChannel, `${Prefix}:${string}`>>

export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...keychainHandlers(services),
    ...lockHandlers(services),
    ...accountsHandlers(services),
    ...codesHandlers(services),
    ...enrolHandlers(services),
    ...importHandlers(services),
    ...awsHandlers(services),
    ...configHandlers(services),
    ...keysHandlers(services),
    ...ssoHandlers(services),
    ...consoleHandlers(services),
    ...clockHandlers(services),
    ...backupHandlers(services),
    ...insightHandlers(services),
  }
}
