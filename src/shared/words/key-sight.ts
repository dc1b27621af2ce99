/** @file What a key may see of its account, in words: by what a person would call it, not by AWS's name of the action. */

/** What the check-up asks of IAM. */
const actionWords: Readonly<Partial<Record<string, string>>> = {
  "iam:ListUsers": "see the users",
  "iam:GetAccountSummary": "see whether the root user is safe",
  "iam:ListMFADevices": "see MFA devices",
  "iam:ListAccessKeys": "see access keys",
  "iam:GetAccessKeyLastUsed": "see when keys were used",
}

/** `see the users`; an action without words by AWS's name. */
export const sightWords = (action: string): string => actionWords[action] ?? action

interface Sight {
  readonly key: string
  readonly may: readonly string[]
  readonly mayNot: readonly string[]
}

const listed = (actions: readonly string[]) => actions.map(sightWords).join(", ")

/** `The key “work” may: see MFA devices; may not: see the users.` */
export function sightLine({ key, may, mayNot }: Sight): string {
  const parts = [
    may.length === 0 ? null : `may: ${listed(may)}`,
    mayNot.length === 0 ? null : `may not: ${listed(mayNot)}`,
  ].filter((part) => part !== null)
  return parts.length === 0
    ? `AWS told nothing of what the key “${key}” may.`
    : `The key “${key}” ${parts.join("; ")}.`
}
