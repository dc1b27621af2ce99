import type { SsoProblem } from "../../core/errors.ts"

type Words = readonly [title: string, detail: string]

/** @returns what stands between a person and Identity Center, and what to do. @param signIn its name in Keycard */
export function ssoWords(problem: SsoProblem, signIn: string): Words {
  const again = `Sign in again: in Sessions, or with keycard sso login "${signIn}".`
  switch (problem) {
    case "signed-out":
      return [`You are signed out of “${signIn}”.`, again]
    case "revoked":
      return [`AWS ended the sign-in “${signIn}” early.`, `Access may have been changed or revoked. ${again}`]
    case "refused":
      return [`Signing in to “${signIn}” was refused.`, "Try again and allow the request in the browser."]
    case "no-access":
      return [
        "This role is not open to you.",
        `It may have been taken away. See which roles “${signIn}” gives you, or ask who administers it.`,
      ]
    case "no-roles":
      return [
        `“${signIn}” gives you no role in any account.`,
        "Ask who administers IAM Identity Center for access.",
      ]
    case "start-url":
      return [
        "There is no IAM Identity Center at this start URL in this region.",
        "Check both: the region is where Identity Center itself was set up, not where you work.",
      ]
    case "time-limit":
      return [
        "Nobody finished signing in in the browser.",
        "Try again. If the browser cannot come back to Keycard, sign in with a code instead.",
      ]
    case "not-ours":
      return [
        "What came back from the browser belongs to another sign-in.",
        "Try again, and finish in the page that opens then.",
      ]
    case "port":
      return [
        "Keycard cannot wait for the browser's return on this computer.",
        "Sign in with a code instead.",
      ]
    case "browser":
      return ["No browser could be opened.", "Sign in with a code instead, on any device."]
    case "answer":
      return [
        "The answer of IAM Identity Center cannot be used.",
        "Nothing was changed. Check the start URL, and that no network login page is in between.",
      ]
  }
}
