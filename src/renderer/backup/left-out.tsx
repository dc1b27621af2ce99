import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import { ReasonList } from "../ui/reason-list.tsx"
import { counted, leftOutWords } from "./backup-words.ts"

/** What could not be taken along, and why. */
export function LeftOutList({ left }: { left: readonly LeftOut[] }) {
  const pictures = left.filter(({ reason }) => reason === "picture")
  const accounts = left.filter(({ reason }) => reason !== "picture")
  return (
    <>
      <ReasonList title={`${counted(accounts.length, "account")} left out`} items={accounts.map(asItem)} />
      <ReasonList title={`${counted(pictures.length, "picture")} left out`} items={pictures.map(asItem)} />
    </>
  )
}

const asItem = ({ issuer, account, reason }: LeftOut) => ({
  name: [issuer, account].filter(Boolean).join(": "),
  fallback: "An account",
  why: leftOutWords[reason],
})
