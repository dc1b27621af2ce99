import type { PlatformUnlockProblem } from "../../core/errors.ts"

/** @param name as its users know it: "Windows Hello". @returns what happened and what to do. */
export function platformUnlockWords(
  problem: PlatformUnlockProblem,
  name: string,
): readonly [title: string, detail: string] {
  switch (problem) {
    case "no-key":
      return [
        `This ${name} cannot keep a key for Keycard.`,
        "It needs a newer Windows 11. Keep using the passphrase.",
      ]
    case "lost":
      return [
        `${name} cannot open Keycard any more.`,
        `Type your passphrase; then turn ${name} off and on again in the settings.`,
      ]
  }
}
