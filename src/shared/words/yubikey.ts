import type { YubikeyProblem } from "../../core/errors.ts"

type Words = readonly [title: string, detail: string]

/** @param serial of the key that was asked for; null: any */
export function yubikeyWords(problem: YubikeyProblem, serial: string | null): Words {
  const key = serial === null ? "The YubiKey" : `The YubiKey ${serial}`
  switch (problem) {
    case "tool-missing":
      return [
        "Yubico's program ykman is not installed.",
        "Install “YubiKey Manager CLI” from yubico.com or your system's packages (yubikey-manager), then try again.",
      ]
    case "tool-old":
      return ["Yubico's program ykman is too old.", "Install version 4 or newer of it."]
    case "tool-failed":
      return [
        "Yubico's program ykman failed.",
        "Take the key out and plug it in again. In a terminal, ykman info says more.",
      ]
    case "tool-slow":
      return ["Yubico's program ykman does not answer.", "Take the key out, plug it in again, and try again."]
    case "garbled":
      return [
        "Yubico's program ykman answered something unknown.",
        "Check that the ykman on your PATH is Yubico's, version 4 or newer.",
      ]
    case "service-missing":
      return [
        "The smart card service is not running.",
        "Start it: on Linux, sudo systemctl enable --now pcscd.socket. Elsewhere, restart the computer.",
      ]
    case "none":
      return ["No YubiKey is plugged in.", "Plug it in and try again."]
    case "absent":
      return [
        `${key} is not plugged in.`,
        "Another one is. Plug this one in, or choose another for this key.",
      ]
    case "busy":
      return [
        `${key} is in use by another program.`,
        "Close Yubico Authenticator, or what else works with it, and try again.",
      ]
    case "no-oath":
      return [`${key} keeps no codes: OATH is switched off on it.`, "Switch it on with Yubico's own program."]
    case "password":
      return [
        `The codes of ${key.charAt(0).toLowerCase()}${key.slice(1)} are behind a password.`,
        "Have ykman remember it, once, in a terminal: ykman oath access remember",
      ]
    case "no-entry":
      return [
        `${key} has no entry of that name.`,
        "It was renamed or removed. Choose it again: its name must be the whole one.",
      ]
    case "several-entries":
      return [
        `Several entries of ${key.charAt(0).toLowerCase()}${key.slice(1)} fit.`,
        "Choose the entry again.",
      ]
    case "not-touched":
      return [`${key} was not touched.`, "It waits 15 seconds while it blinks. Start again, then touch it."]
    case "not-six-digits":
      return ["That entry does not make codes of six digits.", "AWS's do. Choose another entry."]
  }
}
