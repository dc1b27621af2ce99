import type { KeychainProblem } from "../../core/errors.ts"

/** What a person can do about a keychain that does not open, in order. */
export function keychainSteps(problem: KeychainProblem, platform: string): readonly string[] {
  const keychain =
    platform === "darwin"
      ? "Keychain Access"
      : platform === "win32"
        ? "Credential Manager"
        : "your desktop's keyring"
  switch (problem) {
    case "locked":
    case "cancelled":
      return [
        `Choose “Try again” and type the password of ${keychain} when it asks.`,
        "On most systems it is the one you log in with.",
      ]
    case "missing":
      return platform === "linux"
        ? [
            "Install and start a keyring: gnome-keyring, KWallet or KeePassXC (Secret Service).",
            "Log in again, or start it from your desktop's settings, then choose “Try again”.",
          ]
        : ["Restart the computer, then choose “Try again”."]
    case "denied":
      return [`Open ${keychain} and allow Keycard.`, "Come back and choose “Try again”."]
    case "timeout":
      return [
        "Look for a prompt of the system, maybe behind this window, and answer it.",
        `If there is none, restart ${keychain} or log in again, then choose “Try again”.`,
      ]
    case "too-large":
    case "not-kept":
    case "broken":
      return [`Restart ${keychain}, or log out and in again.`, "Come back and choose “Try again”."]
  }
}
