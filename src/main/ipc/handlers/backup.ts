import type { Settings } from "../../../core/vault/schema.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function backupHandlers(services: Services): HandlersOf<"account"> & HandlersOf<"backup"> {
  const { backups, backupDesk: desk, autoBackup, announce, page } = services
  /** Told to the page also where it failed half-way. */
  const changing = async (work: Promise<unknown>) => {
    try {
      await work
    } finally {
      announce.backup()
    }
    return desk.view()
  }
  const announceAll = (settings: Settings | null) => {
    if (settings !== null) page.applySettings(settings)
    announce.app()
    announce.accounts()
    announce.aws()
    announce.backup()
  }
  return {
    "account:qr": ({ id }) => desk.accountQr(id),
    "account:google-qr": ({ ids }) => desk.googleQr(ids),
    "backup:state": () => desk.view(),
    "backup:settings": (change) => changing(backups.configure(change)),
    "backup:choose-folder": () => changing(desk.chooseFolder()),
    "backup:now": () => changing(autoBackup.now()),
    "backup:export": async (request) => {
      const done = await desk.exportTo(request)
      announce.backup()
      return done
    },
    "backup:open": () => desk.open(),
    "backup:unlock": (request) => desk.unlock(request),
    "backup:restore": async (request) => {
      const { restored, settings } = await desk.restore(request)
      announceAll(settings)
      return restored
    },
    "backup:undo": async ({ batchId }) => {
      const { undone, settings } = await desk.undo(batchId)
      announceAll(settings)
      return undone
    },
    "backup:discard": ({ restoreId }) => {
      desk.discard(restoreId)
      return Promise.resolve({})
    },
  }
}
