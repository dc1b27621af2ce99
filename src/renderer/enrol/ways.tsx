import { useRef } from "react"
import { Camera, ClipboardPaste, ImageUp, Keyboard, MonitorUp } from "lucide-react"
import type { Draft } from "../../shared/ipc/views.ts"
import { ErrorNote } from "../ui/error-note.tsx"
import { enrolFiles, enrolPaste, enrolScreen, goTo, type Failed } from "./enrol-state.ts"
import { FailedList } from "./failed-list.tsx"
import styles from "./ways.module.css"

const pictures = "image/png,image/jpeg,image/webp,image/gif,image/bmp,text/plain,.txt"

const typeIn = "Type it in"

/** `run: null` opens the chooser of files, which is part of what is drawn. */
const ways = [
  { label: "Image file", about: "One or several pictures", icon: ImageUp, run: null },
  { label: "Screen", about: "A QR code you see right now", icon: MonitorUp, run: () => void enrolScreen() },
  { label: "Camera", about: "Hold the code up to it", icon: Camera, run: () => goTo("camera") },
  { label: "Paste", about: "A picture or a link", icon: ClipboardPaste, run: () => void enrolPaste() },
  { label: typeIn, about: "A secret key in letters", icon: Keyboard, run: () => goTo("typed") },
]

/** The ways in, all alike. */
export function Ways({ failed, draft }: { failed: readonly Failed[]; draft: Draft | null }) {
  const chooser = useRef<HTMLInputElement>(null)
  const offered = draft === null ? ways : ways.filter(({ label }) => label !== typeIn)
  const missing = draft?.missingParts ?? null
  return (
    <div className={styles.ways}>
      {missing !== null && missing.missing.length > 0 && (
        <p className={styles.text}>
          Show the next part of the export: {missing.missing.join(", ")} still to come.
        </p>
      )}
      {failed.length === 1 &&
      failed[0] !== undefined &&
      (failed[0].name === "" || failed[0].error.kind !== "picture") ? (
        <ErrorNote error={failed[0].error} />
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
              onClick={() => (run === null ? chooser.current?.click() : run())}
            >
              <Icon aria-hidden="true" className={styles.icon} />
              <span className={styles.label}>{label}</span>
              <span className={styles.about}>{about}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.drop}>
        …or drop or paste anything here: pictures, otpauth:// links, a Google export.
      </p>
      <input
        ref={chooser}
        type="file"
        multiple
        accept={pictures}
        className="hidden-text"
        tabIndex={-1}
        aria-label="Image files"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ""
          if (files.length > 0) void enrolFiles(files)
        }}
      />
    </div>
  )
}
