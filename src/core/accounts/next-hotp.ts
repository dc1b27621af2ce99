import { AppError } from "../errors.ts"
import { hotpCode } from "../otp/codes.ts"
import { otpError } from "../otp/otp-error.ts"
import type { Account, Vault } from "../vault/schema.ts"
import { readSecret } from "./read-secret.ts"
import { secretNameOf } from "./secret-item.ts"
import type { AccountsDeps } from "./service.ts"

/**
 * The next code of a counter-based account (RFC 4226 section 7.2). The secret is read first, then the counter after
 * this one is saved, then the code is made: a crash between skips a counter, which servers look past; none is ever
 * shown twice, not even by two processes at once.
 *
 * @throws AppError `not-found`; `invalid-request` for an account of another type; `otp` `counter` `out-of-range` when
 * the counter is used up; whatever reading the secret throws, then no counter is spent.
 */
export async function nextHotpCode(
  deps: AccountsDeps,
  id: string,
): Promise<{ code: string; counter: number }> {
  for (;;) {
    const account = hotpAccount(await deps.index.read(), id)
    const secret = await readSecret(deps.secrets, account)
    const counter = await takeCounter(deps, account)
    // Between the two steps another process may have given the account another secret: then again from the start.
    if (counter !== null) return { code: hotpCode(secret, counter), counter }
  }
}

/** The counter that is ours now, `null` (and nothing spent) when the account has another secret than `read` had. */
async function takeCounter(deps: AccountsDeps, read: Account): Promise<number | null> {
  let taken: number | null = null
  await deps.index.update((vault) => {
    const account = hotpAccount(vault, read.id)
    taken = null
    if (secretNameOf(account) !== secretNameOf(read)) return vault
    if (account.counter >= Number.MAX_SAFE_INTEGER) throw otpError("counter", "out-of-range")
    taken = account.counter
    const spent = { ...account, counter: account.counter + 1 }
    return { ...vault, accounts: vault.accounts.map((other) => (other === account ? spent : other)) }
  })
  return taken
}

function hotpAccount(vault: Vault, id: string): Account {
  const account = vault.accounts.find((candidate) => candidate.id === id && candidate.trashedAtMs === null)
  if (account === undefined) throw new AppError({ kind: "not-found", what: "account" })
  if (account.type !== "hotp") throw new AppError({ kind: "invalid-request" })
  return account
}
