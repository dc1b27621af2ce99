import { useRef } from "react"
import { Camera, ChevronRight, ClipboardPaste, FileUp, Keyboard, MonitorUp, Smartphone } from "lucide-react"
import type { Draft } from "../../shared/ipc/views.ts"
import { FileChooser, type FileChooserHandle } from "../import/file-chooser.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { goTo, type Failed } from "./enrol-state.ts"
import { FailedList } from "./failed-list.tsx"
import { enrolFiles, enrolPaste, enrolScreen } from "./read-sources.ts"
import styles from "./ways.module.css"

const typeIn = "Type it in"

/** `run: null` opens the chooser of files, which is part of what is drawn. */
const ways = [
  { label: "Files", about: "Pictures or exports", icon: FileUp, run: null },
  { label: "Screen", about: "A QR code you see right now", icon: MonitorUp, run: () => void enrolScreen() },
  { label: "Camera", about: "Hold the code up to it", icon: Camera, run: () => goTo("camera") },
  { label: "Paste", about: "A picture or a link", icon: ClipboardPaste, run: () => void enrolPaste() },
  { label: typeIn, about: "A secret key in letters", icon: Keyboard, run: () => goTo("typed") },
]

/** The ways in, all alike. */
export function Ways({ failed, draft }: { failed: readonly Failed[]; draft: Draft | null }) {
  const chooser = useRef<FileChooserHandle>(null)
  const offered = draft === null ? ways : ways.filter(({ label }) => label !== typeIn)
  const missing = draft?.missingParts ?? null
  const only = failed.length === 1 ? failed[0] : undefined
  return (
    <div className={styles.ways}>
      {missing !== null && missing.missing.length > 0 && (
        <p className={styles.text}>
          Show the next part of the export: {missing.missing.join(", ")} still to come.
        </p>
      )}
      {only?.name === "" ? (
        <ErrorNote error={only.error} />
      ) : (
        failed.length > 0 && <FailedList failed={failed} />
      )}
      <ul className={styles.tiles}>
        {offered.map(({ label, about, icon: Icon, run }, index) => (
          <li key={label} className={styles.cell}>
            <button
              type="button"
              className={styles.tile}
              data-autofocus={index === 0 ? true : undefined}
              onClick={() => (run === null ? chooser.current?.open() : run())}
            >
              <Icon aria-hidden="true" className={styles.icon} />
              <span className={styles.label}>{label}</span>
              <span className={styles.about}>{about}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={styles.import} onClick={() => goTo("apps")}>
        <Smartphone aria-hidden="true" />
        <span className={styles.importWords}>
          <span className={styles.label}>Import from another app</span>
          <span className={styles.about}>
            Aegis, Google, Bitwarden, Authy and many more: where their export is
          </span>
        </span>
        <ChevronRight aria-hidden="true" />
      </button>
      <p className={styles.drop}>
        …or drop or paste anything here: pictures, otpauth:// links, exports of other apps.
      </p>
      <FileChooser ref={chooser} onFiles={(files) => void enrolFiles(files)} />
    </div>
  )
}
