/** @file keytar's errors are plain sentences of the system's, without codes: here is what each of them means. */
import type { KeychainProblem } from "../../core/errors.ts"

type Rule = readonly [pattern: RegExp, problem: KeychainProblem]

/** libsecret, GDBus and the keyring daemons: gnome-keyring, KWallet, KeePassXC. The first that fits counts. */
const linux: readonly Rule[] = [
  [/locked collection|is ?locked/i, "locked"],
  // The service runs and has no keyring yet; making one needs a prompt, and that did not come to be.
  [/object does not exist at path .*\/(collection|aliases)\//i, "locked"],
  [/dismissed|cancell?ed/i, "cancelled"],
  [/access ?denied|not authori[sz]ed|apparmor|rejected send message|permission denied/i, "denied"],
  [/timeout was reached|timed out|did not receive a reply|noreply/i, "timeout"],
  [
    /cannot autolaunch d-?bus|could not connect|connection refused|unknown or unsupported transport/i,
    "missing",
  ],
  [/was not provided by any \.service|serviceunknown|no such (file|interface|object)/i, "missing"],
  [/unable to load|exited with status|failed to execute|cannot open shared object/i, "missing"],
]

/** Texts of SecCopyErrorMessageString for the codes of SecBase.h. */
const macos: readonly Rule[] = [
  [/user cancell?ed/i, "cancelled"], // errSecUserCanceled
  [/interaction is (not allowed|required)|requires? (user )?interaction/i, "locked"], // errSecInteractionNotAllowed
  [/passphrase you entered is not correct/i, "denied"], // errSecAuthFailed
  [/not (have|authorized|permitted)|entitlement|write permissions|read.?only/i, "denied"],
  [/keychain (could not|cannot) be found|no keychain is available|no default keychain/i, "missing"],
]

/** FormatMessage speaks the system's language: only an English Windows can be told apart. */
const windows: readonly Rule[] = [
  [/bad data|too (large|long)|parameter is incorrect/i, "too-large"], // RPC_X_BAD_STUB_DATA
  [/access is denied/i, "denied"],
  [/cancell?ed by the user/i, "cancelled"],
  [/logon session does not exist|service (is|has) not|not been started/i, "missing"],
]

/** Every platform: the native module itself did not load. */
const everywhere: readonly Rule[] = [
  [/cannot find (module|package)|keytar\.node|err_dlopen_failed|shared object|not a valid win32/i, "missing"],
]

/** What the text of a failed call means; `broken` when it says nothing we know. */
export function keychainProblem(text: string, platform: NodeJS.Platform): KeychainProblem {
  const own = platform === "win32" ? windows : platform === "darwin" ? macos : linux
  return [...own, ...everywhere].find(([pattern]) => pattern.test(text))?.[1] ?? "broken"
}

/** The text of whatever was thrown, for {@link keychainProblem} alone: it is not kept. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error === "string" ? error : ""
}
