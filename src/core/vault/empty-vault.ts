/** @file A vault nobody has used yet. Apart from the schema, which takes longer to load than all else a command does. */
import type { BackupState } from "./backup-state.ts"
import type { Settings, Vault } from "./schema.ts"

export const VAULT_VERSION = 1

/** What the schema takes for settings that are absent. */
export function defaultSettings(): Settings {
  return {
    theme: "system",
    clipboardSeconds: 30,
    nextCode: "last-seconds",
    hideCodes: false,
    sort: "name",
    contentProtection: false,
    groupSessions: false,
    tray: "auto",
    keepRunning: false,
    keyAgeDays: 90,
    lock: { idleSeconds: 300, onSuspend: true, onScreenLock: true, onHide: false },
  }
}

/** A vault nobody has used yet. */
export function emptyVault(): Vault {
  return {
    format: "keycard-vault",
    version: VAULT_VERSION,
    generation: 0,
    backend: null,
    accounts: [],
    kept: [],
    awsKeys: [],
    ssoSignIns: [],
    awsProfiles: [],
    awsSessions: [],
    spentSteps: {},
    clockOffsetMs: null,
    clockCorrection: null,
    settings: defaultSettings(),
    lock: null,
    move: null,
    backup: emptyBackupState(),
    snoozed: { passphraseUntilMs: 0, backupUntilMs: 0 },
    checkup: { lastRunAtMs: null, accepted: [] },
  }
}

function emptyBackupState(): BackupState {
  return {
    automatic: { enabled: false, folder: null, keep: 10, keyId: null },
    vaultId: null,
    lastSuccess: null,
    lastFailure: null,
    lastDigest: null,
    lastByHandAtMs: null,
    remindDays: 30,
  }
}
