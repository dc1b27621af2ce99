import { codeByClock } from "../clock/correction.ts"
import { AppError } from "../errors.ts"
import type { AppErrorData } from "../errors.ts"
import type { Account } from "../vault/schema.ts"
import { inParallel } from "./in-parallel.ts"
import { READS_AT_ONCE } from "./preview.ts"
import { readSecret } from "./read-secret.ts"
import type { OtpSecret } from "./secret-item.ts"
import type { AccountsDeps, CodeFailure, CurrentCode } from "./service.ts"

/**
 * The codes of these accounts at a time. A row that fails does not hold up the others; but a keychain that did not
 * answer for one is not asked again for the rest of this call, each of which could take as long to fail.
 */
export async function currentCodes(
  deps: AccountsDeps,
  ids: readonly string[],
  nowMs: number,
  by: "this-clock" | "true-time" = "this-clock",
): Promise<{ codes: CurrentCode[]; failures: CodeFailure[] }> {
  const vault = await deps.index.read()
  const { accounts } = vault
  const clockCorrection = by === "this-clock" ? vault.clockCorrection : null
  const byId = new Map(accounts.map((account) => [account.id, account]))
  let keychain: AppErrorData | null = null
  const codes: CurrentCode[] = []
  const failures: CodeFailure[] = []
  const rows = await inParallel([...new Set(ids)], READS_AT_ONCE, async (id) => {
    const account = byId.get(id)
    if (account?.type === "hotp") return null
    if (keychain !== null) return { id, error: keychain }
    try {
      return await codeOf(deps, account, (secret) => ({
        id,
        ...codeByClock(secret, nowMs, { clockCorrection }),
      }))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.data.kind === "keychain") keychain = error.data
      return { id, error: error.data }
    }
  })
  for (const row of rows) {
    if (row === null) continue
    if ("error" in row) failures.push(row)
    else codes.push(row)
  }
  return { codes, failures }
}

async function codeOf(
  deps: AccountsDeps,
  account: Account | undefined,
  make: (secret: OtpSecret) => CurrentCode,
): Promise<CurrentCode> {
  if (account?.trashedAtMs !== null) throw new AppError({ kind: "not-found", what: "account" })
  return make(await readSecret(deps.secrets, account))
}
