import type { BackupView } from "../../../src/shared/ipc/backup-views.ts"
import type { Request } from "../../../src/shared/ipc/contract.ts"

/** Backups as main answers for them: set up step by step, and never with a real secret. */
export function fakeBackups(tell: (view: BackupView) => void) {
  let view: BackupView = {
    automatic: {
      enabled: false,
      folder: null,
      keep: 10,
      hasPassphrase: false,
      lastSuccess: null,
      lastFailure: null,
      busy: false,
    },
    lastByHandAtMs: null,
    remindDays: 30,
    remindAtMs: null,
  }
  const change = (
    automatic: Partial<BackupView["automatic"]>,
    rest: Partial<BackupView> = {},
  ): BackupView => {
    view = { ...view, ...rest, automatic: { ...view.automatic, ...automatic } }
    tell(view)
    return view
  }
  const restoreId = "11111111-1111-4111-8111-111111111111"
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
  return {
    "account:qr": () => ({ png }),
    "account:google-qr": () => ({ pages: [{ png }], left: [] }),
    "backup:state": () => view,
    "backup:settings": ({ enabled, keep, remindDays, passphrase }: Request<"backup:settings">) =>
      change(
        {
          enabled: enabled ?? view.automatic.enabled,
          keep: keep ?? view.automatic.keep,
          hasPassphrase: view.automatic.hasPassphrase || passphrase !== undefined,
        },
        { remindDays: remindDays ?? view.remindDays },
      ),
    "backup:choose-folder": () => change({ folder: "/home/ann/Backups" }),
    "backup:now": () =>
      change({ lastSuccess: { atMs: 1_767_225_600_000, path: "/home/ann/Backups/keycard-auto.keycard" } }),
    "backup:export": () => ({ saved: { path: "/home/ann/Documents/keycard", accounts: 3 }, left: [] }),
    "backup:open": () => ({
      opened: { restoreId, fileName: "keycard-backup.keycard", createdAtMs: 1_767_225_600_000 },
    }),
    "backup:unlock": () => ({
      restoreId,
      createdAtMs: 1_767_225_600_000,
      accounts: [{ index: 0, issuer: "GitHub", account: "ann", likeness: "new" as const, trashed: false }],
      kept: [],
      keys: [],
      profiles: [],
      settingsDiffer: false,
      missing: [],
      withoutPicture: [],
    }),
    "backup:restore": ({ accounts }: Request<"backup:restore">) => ({
      accounts: accounts.length,
      kept: 0,
      keys: 0,
      profiles: 0,
      batchId: restoreId,
    }),
    "backup:undo": () => ({ accounts: 1, kept: 0, keys: 0, profiles: 0, settings: false, stayed: [] }),
    "backup:discard": () => ({}),
  }
}
