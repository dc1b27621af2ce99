import type { AccountView } from "../../shared/ipc/views.ts"

/** Accounts that can make an AWS device's codes (six digits, every 30 s), those named after AWS first. */
export function awsFirst(accounts: readonly AccountView[]): AccountView[] {
  const isAws = ({ issuer }: AccountView) => Number(/aws|amazon/i.test(issuer))
  return accounts
    .filter(({ type, digits, period }) => type === "totp" && digits === 6 && period === 30)
    .sort((a, b) => isAws(b) - isAws(a))
}
