import { useEffect } from "react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { useStore } from "../store.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Name } from "../ui/name.tsx"
import { useAction } from "../ui/use-action.ts"
import { qrOf } from "./qr-state.ts"
import { QrSheet } from "./qr-sheet.tsx"
import { useGlance } from "./use-glance.ts"
import styles from "./qr.module.css"

/** The QR code of an account, where one was asked for. */
export function QrLayer() {
  const account = useStore(qrOf)
  return account === null ? null : (
    <QrDialog key={account.id} account={account} onClose={() => qrOf.set(null)} />
  )
}

function QrDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const [png, show] = useGlance<Uint8Array>()
  const draw = useAction(async () => show((await call("account:qr", { id: account.id })).png))
  const { run } = draw
  useEffect(() => {
    void run()
    // Once, as it opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `run` is another function with each drawing
  }, [])
  return (
    <Dialog title="QR code" size="small" onClose={onClose}>
      <div className={styles.body}>
        <QrSheet png={png} label="QR code of this account" busy={draw.busy} onShow={() => void run()} />
        <p className={styles.name}>
          <Name fallback="Account">{account.issuer || account.account}</Name>
        </p>
        {draw.error !== null && <ErrorNote error={draw.error} />}
        <p className={styles.text}>
          Whoever sees or photographs it can make your codes. It is hidden after a minute, and when you leave
          this window.
        </p>
      </div>
    </Dialog>
  )
}
