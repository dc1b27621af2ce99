import { useEffect, useState } from "react"
import { ChevronLeft, ChevronRight } from "lucide-react"
import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { LeftOutList } from "./left-out.tsx"
import { QrSheet } from "./qr-sheet.tsx"
import { useGlance } from "./use-glance.ts"
import styles from "./qr.module.css"

interface GooglePagesProps {
  pages: readonly Uint8Array[]
  left: readonly LeftOut[]
  onClose: () => void
}

/** The pages for Google Authenticator, one by one. */
export function GooglePages({ pages, left, onClose }: GooglePagesProps) {
  const [page, turn] = useState(0)
  const [png, show] = useGlance<Uint8Array>()
  const present = pages[page]
  useEffect(() => {
    if (present !== undefined) show(present)
  }, [present, show])
  const last = page >= pages.length - 1
  return (
    <Dialog
      title="Scan with Google Authenticator"
      size="small"
      keep
      onClose={onClose}
      actions={
        <Button look={last ? "primary" : "plain"} onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.body}>
        {present === undefined ? (
          <p className={styles.text}>None of your accounts can go to Google Authenticator.</p>
        ) : (
          <>
            <QrSheet
              png={png}
              label={`QR code ${page + 1} of ${pages.length}`}
              busy={false}
              onShow={() => show(present)}
            />
            {pages.length > 1 && (
              <div className={styles.pages} role="status">
                <IconButton
                  label="Previous page"
                  icon={<ChevronLeft />}
                  disabled={page === 0}
                  onClick={() => turn(page - 1)}
                />
                Page {page + 1} of {pages.length}
                <IconButton
                  label="Next page"
                  icon={<ChevronRight />}
                  disabled={last}
                  onClick={() => turn(page + 1)}
                />
              </div>
            )}
            <p className={styles.text}>
              In the app: the menu, Transfer accounts, Import accounts. Whoever sees these pages can make your
              codes; each is hidden after a minute.
            </p>
          </>
        )}
        <LeftOutList left={left} />
      </div>
    </Dialog>
  )
}
