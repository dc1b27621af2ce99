import { AppError } from "../core/errors.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { Context } from "./context.ts"

export const COMPLETED = ["profiles", "accounts", "keys", "sign-ins"] as const

/** `keycard complete profiles|accounts|keys|sign-ins`: names, one a line; nothing of what a secret is made of. */
export async function complete(context: Context, what: string): Promise<void> {
  const names = namesOf(await context.index.read(), what)
  // A name with a control character is not one that a line can carry.
  const whole = [...new Set(names)].filter((name) => name !== "" && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name))
  if (whole.length > 0) context.output.data(whole.sort().join("\n"))
}

function namesOf({ accounts, awsKeys, awsProfiles, ssoSignIns }: Vault, what: string): string[] {
  switch (what) {
    case "profiles":
      return awsProfiles.map(({ name }) => name)
    case "keys":
      return awsKeys.map(({ name }) => name)
    case "sign-ins":
      return ssoSignIns.map(({ name }) => name)
    case "accounts":
      return accounts
        .filter(({ trashedAtMs }) => trashedAtMs === null)
        .flatMap(({ issuer, account }) => [issuer, account])
    default:
      throw new AppError({ kind: "usage", message: `It must be ${COMPLETED.join(", ")}.` })
  }
}
