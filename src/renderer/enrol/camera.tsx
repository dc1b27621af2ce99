import { useRef, useState } from "react"
import { VideoOff } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import type { Draft } from "../../shared/ipc/views.ts"
import { errorOf } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Select } from "../ui/field.tsx"
import { enrol, readTexts, showDraft } from "./enrol-state.ts"
import type { QrFound } from "./qr-messages.ts"
import { useCamera } from "./use-camera.ts"
import styles from "./camera.module.css"

/** The camera's picture, read until a code is found. A Google export of several parts keeps it open. */
export function Camera() {
  const [deviceId, setDeviceId] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [note, setNote] = useState<string | null>(null)
  const [error, setError] = useState<AppErrorData | null>(null)
  const seen = useRef(new Set<string>())
  const found = async ({ links, others }: QrFound): Promise<boolean> => {
    const fresh = links.filter((link) => !seen.current.has(link))
    if (fresh.length === 0) {
      if (links.length === 0 && others > 0) setNote("That code holds no authenticator's secret.")
      return true
    }
    for (const link of fresh) seen.current.add(link)
    try {
      const draft = await readTexts(fresh)
      if (missingOf(draft).length === 0) {
        showDraft(draft)
        return false
      }
      enrol.update((present) => present && { ...present, draft })
      setError(null)
      setNote(partsWords(draft))
    } catch (thrown) {
      setError(errorOf(thrown))
    }
    return true
  }
  const { status, problem, cameras, video } = useCamera(deviceId, attempt, found)
  const again = () => setAttempt((present) => present + 1)
  return (
    <div className={styles.camera}>
      <div className={styles.frame}>
        <video ref={video} muted playsInline className={styles.video} aria-label="Camera picture" />
        {status === "live" && <div className={styles.aim} aria-hidden="true" />}
        {status === "starting" && <p className={styles.over}>Starting the camera…</p>}
        {problem !== null && (
          <div className={styles.over} role="alert">
            <VideoOff className={styles.off} aria-hidden="true" />
            <p className={styles.title}>{problem.title}</p>
            <p>{problem.detail}</p>
            <Button onClick={again} data-autofocus>
              Try again
            </Button>
          </div>
        )}
      </div>
      <p className={styles.hint} role="status">
        {note ?? "Hold the QR code so that it fills about half of the picture."}
      </p>
      {error !== null && <ErrorNote error={error} />}
      {cameras.length > 1 && (
        <Select
          label="Camera"
          value={deviceId ?? cameras[0]?.deviceId ?? ""}
          onChange={(event) => setDeviceId(event.target.value)}
        >
          {cameras.map((camera, index) => (
            <option key={camera.deviceId} value={camera.deviceId}>
              {camera.label || `Camera ${index + 1}`}
            </option>
          ))}
        </Select>
      )}
    </div>
  )
}

const missingOf = (draft: Draft) => draft.missingParts?.missing ?? []

function partsWords(draft: Draft): string {
  const size = draft.missingParts?.size ?? 0
  const missing = missingOf(draft)
  return `Read ${size - missing.length} of ${size} parts. Show part ${missing.join(", ")} now.`
}
