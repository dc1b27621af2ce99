import { useEffect, useState } from "react"
import type { KeptView } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { accounts } from "../state.ts"
import { createStore, useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Name } from "../ui/name.tsx"
import { toast } from "../ui/toast.tsx"
import { Group, Setting } from "./parts.tsx"
import styles from "./kept.module.css"

/** Removed on the screen, and for good when the message that offers the undo is gone. */
const leaving = createStore<ReadonlySet<string>>(new Set())

function setLeaving(id: string, leaves: boolean): void {
  leaving.update((present) => {
    const next = new Set(present)
    if (leaves) next.add(id)
    else next.delete(id)
    return next
  })
}

async function removeForGood(id: string): Promise<void> {
  try {
    await call("accounts:remove-kept", { ids: [id] })
  } catch (thrown) {
    setLeaving(id, false)
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}

const nameOf = ({ issuer, account, what }: KeptView) => cleanName(issuer) || cleanName(account) || what

function remove(kept: KeptView): void {
  setLeaving(kept.id, true)
  toast(`Removed ${nameOf(kept)}, for good when this message goes.`, {
    label: "Undo",
    run: () => setLeaving(kept.id, false),
    gone: () => void removeForGood(kept.id),
  })
}

/** Entries of other programs that Keycard cannot compute and keeps for an export. Nothing where there are none. */
export function KeptGroup() {
  const [all, setAll] = useState<readonly KeptView[]>([])
  const gone = useStore(leaving)
  // An import or its undo changes the accounts too.
  const list = useStore(accounts)
  useEffect(() => {
    let left = false
    call("accounts:kept", {}).then(
      (kept) => {
        if (!left) setAll(kept)
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [list])
  const present = all.filter(({ id }) => !gone.has(id))
  if (present.length === 0) return null
  return (
    <Group title="Kept for export">
      <Setting
        title="What Keycard cannot compute"
        about="It came with an import. Keycard makes no codes of it, and gives it away again with an export."
      />
      <ul className={styles.list} aria-label="Kept for export" tabIndex={present.length > 6 ? 0 : undefined}>
        {present.map((kept) => (
          <li key={kept.id} className={styles.row}>
            <span className={styles.names}>
              <span className={styles.issuer}>
                <Name fallback={kept.what}>{kept.issuer || kept.account}</Name>
              </span>
              <span className={styles.about}>
                {kept.issuer !== "" && kept.account !== "" && (
                  <>
                    <Name>{kept.account}</Name>
                    {" · "}
                  </>
                )}
                {kept.what}
                {kept.from !== "" && ` from ${cleanName(kept.from)}`}
              </span>
            </span>
            <Button size="small" aria-label={`Remove ${nameOf(kept)}`} onClick={() => remove(kept)}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </Group>
  )
}
