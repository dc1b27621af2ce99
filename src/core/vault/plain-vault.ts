/** @file The short way to read the whole document, for who must answer at once: loading the schema, and the library it
 *  is made with, takes longer than everything else that a command does. What is plainly a vault, complete, without a
 *  field that is not known here, goes past it; the schema stays the judge of everything else. */
import type { BackupState } from "./backup-state.ts"
import type { CheckupState } from "./checkup-state.ts"
import { VAULT_VERSION } from "./empty-vault.ts"
import type { EnrolmentMark, KeyFacts, RotationMark } from "./key-fields.ts"
import { MAX_ROLES } from "./limits.ts"
import type { LockMark, LockSettings, Snoozed } from "./lock-fields.ts"
import { plainAccounts } from "./plain-account.ts"
import { isPlainId, isText, isTextList, isWhole } from "./plain-values.ts"
import type { Federation, RoleOptions, SessionTag } from "./role-options.ts"
import type {
  AwsKey,
  AwsProfile,
  AwsSession,
  CenterRole,
  CodeFrom,
  Kept,
  Settings,
  SpentSteps,
  Vault,
} from "./schema.ts"
import type { SignedIn, SsoSignIn } from "./sso-fields.ts"

/** A check for every field; who adds one to the schema is made to add it here. */
type Checks<T> = { readonly [K in keyof Required<T>]: (value: unknown) => boolean }

const isTextOf = (most: number) => (value: unknown) => isText(value, most)
const isNamed = (most: number) => (value: unknown) => isText(value, most) && value !== ""
const isOneOf = (values: readonly unknown[]) => (value: unknown) => values.includes(value)
const isWholeOf = (least: number, most: number) => (value: unknown) => isWhole(value, least, most)
const orNull = (check: (value: unknown) => boolean) => (value: unknown) => value === null || check(value)
const isTime = (value: unknown) => isWhole(value)
const isFlag = (value: unknown) => typeof value === "boolean"
const isListOf = (check: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(check)

type FromYubikey = Extract<CodeFrom, { kind: "yubikey" }>
const isFromHere = checker<{ kind: "here" }>({ kind: isOneOf(["here"]) })
const isFromTyping = checker<{ kind: "typed" }>({ kind: isOneOf(["typed"]) })
const isFromYubikey = checker<FromYubikey>({
  kind: isOneOf(["yubikey"]),
  serial: (value) => isText(value) && /^\d{1,12}$/.test(value),
  entry: isNamed(200),
})

const isKeyFacts = checker<KeyFacts>({ issuedAtMs: isTime, usedAtMs: orNull(isTime), askedAtMs: isTime })

const isRotation = checker<RotationMark>({
  step: isOneOf([
    "creating",
    "proving",
    "deactivating",
    "retired",
    "deleting",
    "reactivating",
    "undoing",
  ] satisfies RotationMark["step"][]),
  startedAtMs: isTime,
  otherId: isPlainId,
  otherTail: isTextOf(4),
  before: (value) => isTextList(value, 10, 4),
  otherFacts: orNull(isKeyFacts),
})

const isEnrolment = checker<EnrolmentMark>({
  step: isOneOf(["creating", "enabling", "removing"] satisfies EnrolmentMark["step"][]),
  startedAtMs: isTime,
  serial: isTextOf(256),
  label: isTextOf(200),
  otpAccountId: orNull(isPlainId),
})

const keyChecks: Checks<Omit<AwsKey, "codeFrom">> = {
  id: isPlainId,
  name: isNamed(100),
  tail: isTextOf(4),
  accountId: orNull(isTextOf(20)),
  userArn: orNull(isTextOf(300)),
  mfaSerial: orNull(isTextOf(256)),
  otpAccountId: orNull(isPlainId),
  endpoint: orNull(isTextOf(2_000)),
  region: isTextOf(40),
  createdAtMs: isTime,
  secretId: orNull(isPlainId),
  facts: orNull(isKeyFacts),
  factsDueAtMs: orNull(isTime),
  rotation: orNull(isRotation),
  enrolment: orNull(isEnrolment),
}
const isBareKey = checker(keyChecks)
const isKeyWithSource = checker<Required<AwsKey>>({
  ...keyChecks,
  codeFrom: (value) => isFromHere(value) || isFromTyping(value) || isFromYubikey(value),
})
const isKey = (value: unknown) => isBareKey(value) || isKeyWithSource(value)

const isSignIn = checker<SsoSignIn>({
  id: isPlainId,
  name: isNamed(100),
  startUrl: isNamed(2_000),
  region: isTextOf(40),
  endpoint: orNull(isTextOf(2_000)),
  signedIn: orNull(checker<SignedIn>({ atMs: isTime, expiresAtMs: isTime, renewable: isFlag })),
  createdAtMs: isTime,
})

const isCenterRole = checker<CenterRole>({
  signInId: isPlainId,
  accountId: (value) => isText(value) && /^\d{12}$/.test(value),
  accountName: isTextOf(200),
  roleName: isNamed(64),
})

const isTag = checker<SessionTag>({ key: isNamed(128), value: isTextOf(256), transitive: isFlag })
const arePolicies = (value: unknown) => isTextList(value, 10, 2_048)

const isRoleOptions = checker<RoleOptions>({
  externalId: orNull(isTextOf(1_224)),
  sessionName: orNull(isTextOf(64)),
  sourceIdentity: orNull(isTextOf(64)),
  tags: (value) => isListOf(isTag)(value) && (value as unknown[]).length <= 50,
  policy: orNull(isTextOf(2_048)),
  policyArns: arePolicies,
})

const isFederation = checker<Federation>({
  policy: orNull(isTextOf(2_048)),
  policyArns: arePolicies,
  durationSeconds: orNull(isWholeOf(900, 129_600)),
})

const hasProfileFields = checker<AwsProfile>({
  id: isPlainId,
  name: isNamed(128),
  keyId: orNull(isPlainId),
  center: orNull(isCenterRole),
  durationSeconds: isWholeOf(900, 129_600),
  region: orNull(isTextOf(40)),
  roleArns: (value) => isTextList(value, MAX_ROLES, 2_048),
  roleOptions: (value) => isListOf(isRoleOptions)(value) && (value as unknown[]).length <= MAX_ROLES,
  assume: isOneOf(["auto", "session", "direct"] satisfies AwsProfile["assume"][]),
  federation: orNull(isFederation),
  mode: isOneOf(["file", "process"] satisfies AwsProfile["mode"][]),
  renew: isOneOf(["auto", "on-demand", "never"] satisfies AwsProfile["renew"][]),
  createdAtMs: isTime,
})

const isProfile = (value: unknown) =>
  hasProfileFields(value) && (value.keyId === null) !== (value.center === null)

const isSession = checker<AwsSession>({
  profileId: isPlainId,
  issuedAtMs: isTime,
  expiresAtMs: isTime,
  accountId: orNull(isTextOf(20)),
  arn: orNull(isTextOf(2_048)),
  written: isFlag,
})

const isSpent = checker<SpentSteps>({
  steps: (value) => Array.isArray(value) && value.length <= 20 && value.every(isTime),
})

const isLockSettings = checker<LockSettings>({
  idleSeconds: isWholeOf(0, 86_400),
  onSuspend: isFlag,
  onScreenLock: isFlag,
  onHide: isFlag,
})

const isKept = checker<Kept>({
  id: isPlainId,
  issuer: isTextOf(200),
  account: isTextOf(200),
  what: isTextOf(60),
  from: isTextOf(60),
  createdAtMs: isTime,
})

const isClockCorrection = checker<NonNullable<Vault["clockCorrection"]>>({
  offsetMs: isWholeOf(-86_400_000, 86_400_000),
  setAtMs: isTime,
  from: isTextOf(300),
})

const isLockMark = checker<LockMark>({
  keyId: isPlainId,
  slot: isOneOf(["a", "b"] satisfies LockMark["slot"][]),
  platform: isFlag,
  setAtMs: isTime,
  typedAtMs: isTime,
})

const isAutomatic = checker<BackupState["automatic"]>({
  enabled: isFlag,
  folder: orNull(isTextOf(4_096)),
  keep: isWholeOf(1, 100),
  keyId: orNull(isPlainId),
})

const isBackupState = checker<BackupState>({
  automatic: isAutomatic,
  vaultId: orNull(isPlainId),
  lastSuccess: orNull(
    checker<NonNullable<BackupState["lastSuccess"]>>({ atMs: isTime, path: isTextOf(4_200) }),
  ),
  // What went wrong has too many names to repeat here: then the schema looks.
  lastFailure: (value) => value === null,
  lastDigest: orNull(isTextOf(64)),
  lastByHandAtMs: orNull(isTime),
  remindDays: isWholeOf(0, 365),
})

const isSettings = checker<Settings>({
  theme: isOneOf(["system", "light", "dark"] satisfies Settings["theme"][]),
  clipboardSeconds: isWholeOf(0, 600),
  nextCode: isOneOf(["never", "last-seconds", "always"] satisfies Settings["nextCode"][]),
  hideCodes: isFlag,
  sort: isOneOf(["name", "own", "recent", "often"] satisfies Settings["sort"][]),
  contentProtection: isFlag,
  groupSessions: isFlag,
  tray: isOneOf(["auto", "on", "off"] satisfies Settings["tray"][]),
  keepRunning: isFlag,
  keyAgeDays: isWholeOf(0, 3_650),
  lock: isLockSettings,
})

const isRestOfVault = checker<Omit<Vault, "accounts">>({
  format: isOneOf(["keycard-vault"] satisfies Vault["format"][]),
  version: isOneOf([VAULT_VERSION] satisfies Vault["version"][]),
  generation: isTime,
  backend: isOneOf(["os", "file", null] satisfies Vault["backend"][]),
  kept: isListOf(isKept),
  awsKeys: isListOf(isKey),
  ssoSignIns: isListOf(isSignIn),
  awsProfiles: isListOf(isProfile),
  awsSessions: isListOf(isSession),
  spentSteps: isSpentByDevice,
  clockOffsetMs: orNull(Number.isFinite),
  clockCorrection: orNull(isClockCorrection),
  settings: isSettings,
  lock: orNull(isLockMark),
  // While secrets are on their way the schema looks.
  move: (value) => value === null,
  backup: isBackupState,
  snoozed: checker<Snoozed>({ passphraseUntilMs: isTime, backupUntilMs: isTime }),
  checkup: checker<CheckupState>({
    lastRunAtMs: orNull(isTime),
    // Few people accept anything: then the schema looks.
    accepted: (value) => Array.isArray(value) && value.length === 0,
  }),
})

/** The vault, the very one that the schema would make of this; null: ask the schema, it may be right all the same. */
export function plainVault(value: unknown): Vault | null {
  if (!isRecord(value)) return null
  const { accounts: list, ...rest } = value
  if (!isRestOfVault(rest)) return null
  const accounts = plainAccounts(list)
  if (accounts === null) return null
  // The fields keep their places: a person compares two of these files line by line.
  return Object.assign({ ...value, accounts }, rest)
}

function isSpentByDevice(value: unknown): boolean {
  if (!isRecord(value)) return false
  return Object.entries(value).every(([serial, steps]) => isText(serial, 256) && isSpent(steps))
}

/** @returns whether a value has exactly these fields, each of them as checked */
function checker<T>(checks: Checks<T>): (value: unknown) => value is T {
  const fields = Object.entries<(value: unknown) => boolean>(checks)
  return (value): value is T =>
    isRecord(value) &&
    Object.keys(value).length === fields.length &&
    fields.every(([name, check]) => Object.hasOwn(value, name) && check(value[name]))
}

/** An object as JSON makes it, without the one name that is no plain field where it is copied. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  return Object.getPrototypeOf(value) === Object.prototype && !Object.hasOwn(value, "__proto__")
}
