import type { Response } from "../../../shared/ipc/contract.ts"
import { clockView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function appHandlers(
  services: Services,
): HandlersOf<"app"> & HandlersOf<"settings"> & HandlersOf<"clipboard"> {
  const { index, page, announce, clipboard, lock } = services
  return {
    "app:state": () => appState(services),
    "app:open-link": async ({ link }) => {
      await page.openLink(link)
      return {}
    },
    "app:snooze": async ({ kind }) => {
      await index.update((vault) => ({ ...vault, snoozed: lock.snooze(vault.snoozed, kind) }))
      announce.app()
      return {}
    },
    "settings:set": async (change) => {
      const { settings } = await index.update((vault) => ({
        ...vault,
        settings: { ...vault.settings, ...change },
      }))
      page.applySettings(settings)
      lock.applySettings(settings.lock)
      announce.app()
      return settings
    },
    "clipboard:copy-text": async ({ text }) => {
      await clipboard.copyText(text)
      return {}
    },
  }
}

export async function appState({
  about,
  index,
  keychain,
  lock,
}: Pick<Services, "about" | "index" | "keychain" | "lock">): Promise<Response<"app:state">> {
  const vault = await index.read()
  return {
    ...about,
    keychain: keychain.state(),
    lock: lock.view(vault),
    move: lock.moveView(vault),
    reminders: lock.reminders(vault),
    settings: vault.settings,
    clock: clockView(vault),
  }
}
