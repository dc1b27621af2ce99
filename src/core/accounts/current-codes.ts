import { AppError } from "../errors.ts"
import type { AppErrorData } from "../errors.ts"
import { codeAt } from "../otp/codes.ts"
import type { Account } from "../vault/schema.ts"
import { inParallel } from "./in-parallel.ts"
import { READS_AT_ONCE } from "./preview.ts"
import { readSecret } from "./read-secret.ts"
import type { AccountsDeps, CodeFailure, CurrentCode } from "./service.ts"

/**
 * The codes of these accounts at a time. A row that fails does not hold up the others; but a keychain that did not
 * answer for one is not asked again for the rest of this call, each of which could take as long to fail.
 */
export async function currentCodes(
  deps: AccountsDeps,
  ids: readonly string[],
  nowMs: number,
): Promise<{ codes: CurrentCode[]; failures: CodeFailure[] }> {
  const { accounts } = await deps.index.read()
  const byId = new Map(accounts.map((account) => [account.id, account]))
  let keychain: AppErrorData | null = null
  const codes: CurrentCode[] = []
  const failures: CodeFailure[] = []
  const rows = await inParallel([...new Set(ids)], READS_AT_ONCE, async (id) => {
    const account = byId.get(id)
    if (account?.type === "hotp") return null
    if (keychain !== null) return { id, error: keychain }
    try {
      return await codeOf(deps, id, account, nowMs)
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
  id: string,
  account: Account | undefined,
  nowMs: number,
): Promise<CurrentCode> {
  if (account?.trashedAtMs !== null) throw new AppError({ kind: "not-found", what: "account" })
  return { id, ...codeAt(await readSecret(deps.secrets, account), nowMs) }
}
