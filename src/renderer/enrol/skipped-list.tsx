import type { Draft } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { ReasonList } from "../ui/reason-list.tsx"

/** What could not be used, with the reason. */
export function SkippedList({ skipped }: { skipped: Draft["skipped"] }) {
  return (
    <ReasonList
      title={skipped.length === 1 ? "1 entry cannot be used" : `${skipped.length} entries cannot be used`}
      items={skipped.map(({ row, label, error }) => {
        const { title, detail } = messageFor(error, 0)
        return { name: label, fallback: `Entry ${row}`, why: `${title} ${detail}` }
      })}
    />
  )
}
