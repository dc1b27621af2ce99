import { Eye } from "lucide-react"
import { Button } from "../ui/button.tsx"
import { Picture } from "./picture.tsx"
import styles from "./qr.module.css"

/** One QR code, dark on light in every theme; in its place, once it is hidden, the way to see it again. */
export function QrSheet({
  png,
  label,
  busy,
  onShow,
}: {
  png: Uint8Array | null
  label: string
  busy: boolean
  onShow: () => void
}) {
  return (
    <div className={styles.sheet}>
      {png !== null ? (
        <Picture className={styles.code} png={png} label={label} />
      ) : (
        <Button icon={<Eye />} busy={busy} onClick={onShow}>
          {busy ? "Drawing" : "Show again"}
        </Button>
      )}
    </div>
  )
}
