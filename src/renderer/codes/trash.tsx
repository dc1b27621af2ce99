import { useState } from "react"
import { ArrowLeft, RotateCcw, Trash2 } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { AccountMark } from "../marks/account-mark.tsx"
import { trashed } from "../state.ts"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { EmptyState } from "../ui/empty-state.tsx"
import { Name } from "../ui/name.tsx"
import { restoreAccounts } from "./account-actions.ts"
import { ago } from "./ago.ts"
import { spokenName } from "./copy.ts"
import { leaving, purgeAccounts } from "./purge.ts"
import { codesView } from "./selection.ts"
import styles from "./trash.module.css"

/** Rows exist, all of them: the trash of a person who removes more at once is emptied as a whole. */
const most = 300

/** What was removed: here until it is restored or deleted for good. */
export function Trash() {
  const all = useStore(trashed)
  const going = useStore(leaving)
  const list = all.filter(({ id }) => !going.has(id))
  const [nowMs] = useState(Date.now)
  return (
    <div className={styles.trash}>
      <header className={styles.head}>
        <IconButton
          label="Back to the codes"
          icon={<ArrowLeft />}
          autoFocus
          onClick={() => codesView.set("list")}
        />
        <h1 className={styles.title}>Trash</h1>
        {list.length > 0 && (
          <Button icon={<Trash2 />} onClick={() => purgeAccounts(list.map(({ id }) => id))}>
            Empty trash
          </Button>
        )}
      </header>
      {list.length === 0 ? (
        <EmptyState
          art={<Trash2 size={40} strokeWidth={1.5} />}
          title="The trash is empty"
          text="Accounts you remove wait here, with their secrets, until you delete them for good."
        >
          <Button onClick={() => codesView.set("list")}>Back to the codes</Button>
        </EmptyState>
      ) : (
        <div className={cx(styles.scroller, "above-toast")}>
          <p className={styles.about}>
            Accounts stay here, with their secrets, until you restore them or delete them for good.
          </p>
          <ul className={styles.list} aria-label="Removed accounts">
            {list.slice(0, most).map((account) => (
              <Removed key={account.id} account={account} nowMs={nowMs} />
            ))}
          </ul>
          {list.length > most && <p className={styles.about}>And {list.length - most} more.</p>}
        </div>
      )}
    </div>
  )
}

function Removed({ account, nowMs }: { account: AccountView; nowMs: number }) {
  const { id, issuer, account: name, mark, trashedAtMs } = account
  const spoken = spokenName(account)
  return (
    <li className={styles.row}>
      <AccountMark id={id} issuer={issuer} account={name} mark={mark} />
      <span className={styles.names}>
        <span className={styles.issuer}>
          <Name>{issuer || name || "No name"}</Name>
        </span>
        <span className={styles.more}>
          {/* First: in a narrow window the rest is cut off. */}
          Removed {ago(trashedAtMs ?? nowMs, nowMs)}
          {issuer !== "" && name !== "" && (
            <>
              {" · "}
              <Name>{name}</Name>
            </>
          )}
        </span>
      </span>
      <Button
        size="small"
        icon={<RotateCcw />}
        aria-label={`Restore ${spoken}`}
        onClick={() => void restoreAccounts([id])}
      >
        Restore
      </Button>
      <IconButton
        label={`Delete ${spoken} for good`}
        icon={<Trash2 />}
        className={styles.delete}
        onClick={() => purgeAccounts([id])}
      />
    </li>
  )
}
