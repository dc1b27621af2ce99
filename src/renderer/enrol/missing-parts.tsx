import type { Draft } from "../../shared/ipc/views.ts"
import { Button } from "../ui/button.tsx"
import { Note } from "../ui/error-note.tsx"
import { goTo } from "./enrol-state.ts"

/** That parts of a Google export are still to come; nothing where none are. */
export function MissingParts({ draft: { missingParts } }: { draft: Draft }) {
  if (missingParts === null || missingParts.missing.length === 0) return null
  const { size, missing } = missingParts
  return (
    <Note
      look="warn"
      title={`${size - missing.length} of ${size} parts read.`}
      detail={`Still missing: ${missing.join(", ")}. Add them, or save what is here and scan the rest later.`}
    >
      <Button size="small" onClick={() => goTo("ways")}>
        Add the next part
      </Button>
    </Note>
  )
}
