/** @file What is known, as the page is shown it. Fields are named one by one: what is added to the vault later does
 *  not cross by itself. */
import type { Likeness, PreviewRow } from "../core/accounts/service.ts"
import { codeFromOf } from "../core/aws/code-from.ts"
import { isCorrectionStale } from "../core/clock/correction.ts"
import type { Account, AwsKey, Kept, Vault } from "../core/vault/schema.ts"
import type { AccountView, ClockView, DraftRow, KeptView, KeyView } from "../shared/ipc/views.ts"

export function accountView(account: Account): AccountView {
  const { id, issuer, account: name, type, algorithm, digits, period } = account
  const { tags, pinned, note, mark, uses, usedAtMs, trashedAtMs } = account
  const code = { id, issuer, account: name, type, algorithm, digits, period }
  return { ...code, tags, pinned, note, mark, uses, usedAtMs, trashedAtMs }
}

export function clockView(vault: Vault): ClockView {
  const { clockOffsetMs: awsOffsetMs, clockCorrection: correction } = vault
  return { awsOffsetMs, correction, stale: isCorrectionStale(vault) }
}

export function keptView({ id, issuer, account, what, from, createdAtMs }: Kept): KeptView {
  return { id, issuer, account, what, from, createdAtMs }
}

export function keyView(key: AwsKey): KeyView {
  const { id, name, tail, accountId, userArn, mfaSerial, otpAccountId, endpoint, region } = key
  const codeFrom = codeFromOf(key)
  const { createdAtMs, facts, rotation, enrolment } = key
  const care = {
    createdAtMs,
    facts,
    rotation: rotation === null ? null : { step: rotation.step, otherTail: rotation.otherTail },
    enrolment: enrolment === null ? null : { step: enrolment.step },
  }
  return { id, name, tail, accountId, userArn, mfaSerial, otpAccountId, codeFrom, endpoint, region, care }
}

export function draftRow(row: PreviewRow, index: number): DraftRow {
  const { issuer, account, type, algorithm, digits, period, counter } = row.entry
  return {
    index,
    issuer: issuer.slice(0, 200),
    account: account.slice(0, 200),
    type,
    algorithm,
    digits,
    period,
    counter,
    code: row.code,
    next: null,
    expiresAtMs: row.expiresAtMs,
    likeness: likenessView(row.likeness),
    twin: row.twin,
    trashed: row.entry.trashed === true,
  }
}

function likenessView(likeness: Likeness): DraftRow["likeness"] {
  if (likeness.kind === "new") return { kind: "new" }
  const { id, issuer, account } = likeness.kind === "duplicate" ? likeness.of : likeness.with
  return { kind: likeness.kind, of: { id, issuer, account } }
}
