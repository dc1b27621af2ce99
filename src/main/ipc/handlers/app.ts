import type { Response } from "../../../shared/ipc/contract.ts"
import { clockView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function appHandlers(
  services: Services,
): HandlersOf<"app"> & HandlersOf<"settings"> & HandlersOf<"clipboard"> {
  const { index, page, announce, clipboard } = services
  return {
    "app:state": () => appState(services),
    "app:open-link": async ({ link }) => {
      await page.openLink(link)
      return {}
    },
    "settings:set": async (change) => {
      const { settings } = await index.update((vault) => ({
        ...vault,
        settings: { ...vault.settings, ...change },
      }))
      page.applySettings(settings)
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
}: Pick<Services, "about" | "index" | "keychain">): Promise<Response<"app:state">> {
  const vault = await index.read()
  return {
    ...about,
    keychain: keychain.state(),
    lock: { state: "off", of: "keycard", retryAtMs: null, platform: null },
    move: null,
    reminders: [],
    settings: vault.settings,
    clock: clockView(vault),
  }
}
