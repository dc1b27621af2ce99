import { useState } from "react"
import { FileKey2 } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import type { AwsOverview, KeyView } from "../../shared/ipc/views.ts"
import { call, errorOf } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Name } from "../ui/name.tsx"
import { toast } from "../ui/toast.tsx"
import styles from "./keys-list.module.css"

interface Moved {
  readonly key: KeyView
  readonly profile: string
}

/** Permanent keys that lie in the credentials file in plain text: each moves into the keychain with one press. */
export function PlainKeysList({ overview }: { overview: AwsOverview }) {
  const { plainKeys, credentialsPath } = overview
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<AppErrorData | null>(null)
  const back = async (moved: readonly Moved[]) => {
    try {
      for (const { key, profile } of moved) await call("keys:move-back", { keyId: key.id, profile })
    } catch (thrown) {
      setError(errorOf(thrown))
    }
  }
  const move = async (profiles: readonly string[], all: boolean) => {
    if (busy !== null) return
    setError(null)
    const moved: Moved[] = []
    try {
      for (const profile of profiles) {
        setBusy(all ? "" : profile)
        moved.push({ key: await call("keys:move-home", { profile }), profile })
      }
    } catch (thrown) {
      setError(errorOf(thrown))
    }
    setBusy(null)
    if (moved.length === 0) return
    const words =
      moved.length === 1 ? "The key is in the keychain." : `${moved.length} keys are in the keychain.`
    toast(words, { label: "Undo", run: () => void back(moved) })
  }
  if (plainKeys.length === 0) return error === null ? null : <ErrorNote error={error} />
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      <div className={styles.plainHead}>
        <p className={styles.plainTitle}>In plain text in {credentialsPath}</p>
        {plainKeys.length > 1 && (
          <Button
            size="small"
            icon={<FileKey2 />}
            busy={busy === ""}
            onClick={() =>
              void move(
                plainKeys.map(({ profile }) => profile),
                true,
              )
            }
          >
            Move all into the keychain
          </Button>
        )}
      </div>
      <ul className={styles.list} aria-label="Keys in plain text">
        {plainKeys.map(({ profile, tail }) => (
          <li key={profile} className={styles.item}>
            <FileKey2 className={styles.icon} aria-hidden="true" />
            <div className={styles.words}>
              <p className={styles.name}>
                <Name>{profile}</Name>
                <span className={styles.tail}>…{tail}</span>
              </p>
              <p className={styles.about}>Every program you start can read it</p>
            </div>
            <Button
              size="small"
              icon={<FileKey2 />}
              aria-label={`Move ${profile} into the keychain`}
              busy={busy === profile}
              onClick={() => void move([profile], false)}
            >
              Move into the keychain
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
