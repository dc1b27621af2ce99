import type { AppErrorKind, AwsRefusal, NetworkProblem } from "../../core/errors.ts"

const refusals: Record<AwsRefusal, string> = {
  "mfa-code": "AWS did not take the MFA code",
  "mfa-device": "not the user's MFA device",
  "mfa-required": "AWS wants MFA",
  "key-unknown": "AWS does not know the key, or it is inactive",
  "key-secret": "the key's secret is another one",
  denied: "AWS does not allow it",
  "session-key": "it needs a permanent key",
  "session-expired": "the session was over",
  duration: "AWS does not allow that length",
  "role-duration": "the role does not allow that length",
  "role-denied": "the role may not be assumed",
  "role-tags": "the role takes no tags",
  "role-identity": "the role takes no such source identity",
  value: "AWS did not take a value",
  policy: "AWS could not read the session policy",
  "too-much": "too many policies and tags",
  "region-disabled": "the region is switched off",
  throttled: "AWS asked to slow down",
  server: "AWS had trouble of its own",
  other: "AWS refused",
}

const networks: Record<NetworkProblem, string> = {
  offline: "this computer was offline",
  dns: "AWS's address was not found",
  refused: "the connection was refused",
  timeout: "AWS did not answer in time",
  reset: "the connection broke off",
  tls: "the connection could not be trusted",
  proxy: "a proxy stood in between",
  other: "no connection",
}

const kinds: Partial<Record<AppErrorKind, string>> = {
  "aws-answer": "AWS's answer could not be used",
  "aws-console": "the console could not be opened",
  "aws-file": "AWS's tools could not read the file",
  "aws-partition": "another partition of AWS",
  "aws-value": "a value that AWS does not take",
  clock: "this computer's clock was off",
  "code-needed": "nobody typed a code",
  "code-spent": "its code had been used",
  file: "the file could not be written",
  "key-rotation": "the key could not be rotated",
  keychain: "the keychain did not open",
  locked: "Keycard was locked",
  "mfa-account-missing": "no account makes the codes of its device",
  "mfa-enrolment": "the MFA device could not be set up",
  "secret-damaged": "its secret was damaged",
  "secret-missing": "its secret was missing",
  "section-not-ours": "the profile is somebody else's",
  "session-over": "the session was over",
  sso: "Identity Center did not give it",
  unexpected: "a fault in Keycard",
  yubikey: "the YubiKey gave no code",
}

/**
 * @param reason as the log has it: the kind of a failure, and its problem.
 * @returns a few words for a line of the log; what is not known here (a later Keycard's) comes back as it is
 */
export function auditReasonWords(reason: string): string {
  const [kind = "", problem = ""] = reason.split(" ")
  const table: Readonly<Record<string, string | undefined>> =
    kind === "aws-refused" ? refusals : kind === "network" ? networks : {}
  if (Object.hasOwn(table, problem)) return table[problem] ?? reason
  return Object.hasOwn(kinds, kind) ? (kinds[kind as AppErrorKind] ?? reason) : reason
}
