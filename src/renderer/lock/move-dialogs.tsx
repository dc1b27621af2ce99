/** @file Secrets go from one keychain to the other, and what is done about a move that was interrupted. */
import { useState } from "react"
import { call } from "../api.ts"
import { appState } from "../state.ts"
import { useStore } from "../store.ts"
import { toast } from "../ui/toast.tsx"
import { keyringName } from "./lock-words.ts"
import { checked, NewPassphrase, nothingTyped, saidByFields } from "./new-passphrase.tsx"
import { isWrong, PresentPassphrase, Sheet } from "./passphrase-dialogs.tsx"
import styles from "./lock.module.css"

/** To the encrypted file, which gets a passphrase. */
export function MoveToFile({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState(nothingTyped)
  const sealed = useStore(appState, (app) => app?.lock.state === "unlocked")
  return (
    <Sheet
      title="Move secrets to an encrypted file"
      button="Move"
      progress="Moving your secrets"
      said={saidByFields}
      onClose={onClose}
      work={async () => {
        await call("keychain:move", { to: "file", passphrase: checked(typed) })
        toast("Your secrets are in an encrypted file now.")
      }}
    >
      {(error) => (
        <>
          <p className={styles.text}>
            A passphrase opens the file each time Keycard starts
            {sealed ? "; it takes the place of the one you have" : ""}. Nobody can recover it for you. If a
            move left such a file here before, type that file’s own passphrase.
          </p>
          <NewPassphrase typed={typed} onChange={setTyped} error={error} label="Passphrase of the file" />
        </>
      )}
    </Sheet>
  )
}

/** To the system's keychain. */
export function MoveToSystem({ platform, onClose }: { platform: string; onClose: () => void }) {
  const name = keyringName(platform)
  return (
    <Sheet
      title={`Move secrets to the ${name}`}
      button="Move"
      progress="Moving your secrets"
      said={() => false}
      onClose={onClose}
      work={async () => {
        await call("keychain:move", { to: "os", passphrase: null })
        toast(`Your secrets are in the ${name} now.`)
      }}
    >
      {() => (
        <p className={styles.text}>
          It opens when you log in, and Keycard asks for no passphrase until you set one under Lock. What was
          moved is deleted from the encrypted file once all of it has arrived.
        </p>
      )}
    </Sheet>
  )
}

/** Goes on with an interrupted move, or brings it to rest. `passphrase`: whether the encrypted file's is needed. */
export function SettleMove({
  way,
  to,
  passphrase,
  onClose,
}: {
  way: "continue" | "settle"
  to: "os" | "file"
  passphrase: boolean
  onClose: () => void
}) {
  const [present, setPresent] = useState("")
  const given = passphrase ? present : null
  return (
    <Sheet
      title={way === "continue" ? "Continue the move" : "Settle the move"}
      button={way === "continue" ? "Continue" : "Settle"}
      progress="Moving your secrets"
      said={isWrong}
      onClose={onClose}
      work={async () => {
        if (way === "continue") await call("keychain:move", { to, passphrase: given })
        else await call("keychain:move-settle", { passphrase: given })
      }}
    >
      {(error) =>
        passphrase ? (
          <PresentPassphrase
            label="Passphrase of the encrypted file"
            value={present}
            onChange={setPresent}
            error={error}
          />
        ) : (
          <p className={styles.text}>Nothing else is needed. At each moment one place holds everything.</p>
        )
      }
    </Sheet>
  )
}
