import { isPlainId, isText, isTextList, isWhole } from "../../core/vault/plain-values.ts"
import type { AccountView } from "../../shared/ipc/views.ts"

const types = new Set<unknown>(["totp", "hotp", "steam"] satisfies AccountView["type"][])
const algorithms = new Set<unknown>(["SHA1", "SHA256", "SHA512"] satisfies AccountView["algorithm"][])

/**
 * Whether this is a list of accounts as the contract has it, to the last field and no field more. The contract's own
 * check takes longer for a long list than the list's way to the page; what fails this one is left to that.
 */
export function areAccountViews(value: unknown): value is AccountView[] {
  return Array.isArray(value) && value.every(isAccountView)
}

function isAccountView(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return false
  const view = value as AccountView
  return (
    Reflect.ownKeys(view).length === 14 &&
    isPlainId(view.id) &&
    isText(view.issuer, 200) &&
    isText(view.account, 200) &&
    types.has(view.type) &&
    algorithms.has(view.algorithm) &&
    isWhole(view.digits, Number.MIN_SAFE_INTEGER) &&
    isWhole(view.period, Number.MIN_SAFE_INTEGER) &&
    isTextList(view.tags) &&
    typeof view.pinned === "boolean" &&
    isText(view.note) &&
    isText(view.mark) &&
    isWhole(view.uses) &&
    (view.usedAtMs === null || isWhole(view.usedAtMs)) &&
    (view.trashedAtMs === null || isWhole(view.trashedAtMs))
  )
}
