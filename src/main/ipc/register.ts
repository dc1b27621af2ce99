/** @file The only place that listens to the page. */
import { ipcMain, type WebContents } from "electron"
import { requestChannels, type RequestChannel } from "../../shared/ipc/channels.ts"
import type { Log } from "../log.ts"
import { answer } from "./answer.ts"
import type { Handlers } from "./handlers.ts"
import { isOwnPage } from "./sender.ts"

/** Listens on every channel of the contract; whoever is not our own page is refused before anything is parsed. */
export function register(
  handlers: Handlers | Promise<Handlers>,
  ownPage: () => WebContents | null,
  log: Log,
): void {
  const listen = <N extends RequestChannel>(name: N, handler: () => Promise<Handlers[N]>) =>
    ipcMain.handle(name, async (event, payload: unknown) => {
      // Before the first await: afterwards the sender's frame may be gone.
      if (!isOwnPage(event, ownPage())) {
        log.warn(`${name}: refused a sender that is not our page`)
        throw new Error("refused")
      }
      return await answer(name, payload, await handler(), (message, cause) => log.error(message, cause))
    })
  for (const name of requestChannels) listen(name, async () => (await handlers)[name])
}
