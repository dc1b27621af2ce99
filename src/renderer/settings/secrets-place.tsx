import { useState } from "react"
import { keyringName } from "../lock/lock-words.ts"
import { MoveToFile, MoveToSystem, SettleMove } from "../lock/move-dialogs.tsx"
import type { AppState } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { Note } from "../ui/error-note.tsx"
import { Setting } from "./parts.tsx"
import styles from "./buttons.module.css"

type Opened = "move" | "continue" | "settle"

/** Where secrets are, and the way to the other place. */
export function SecretsPlace({ app }: { app: AppState }) {
  const [opened, open] = useState<Opened | null>(null)
  const close = () => open(null)
  const { keychain, move, platform } = app
  const backend = keychain.state === "ready" ? keychain.backend : "os"
  const keyring = keyringName(platform)
  const interrupted = move !== null && !move.running ? move : null
  const file = interrupted?.what === "keychain" && backend === "os"
  return (
    <>
      <Setting
        title="Secrets"
        about={`Seeds, permanent keys and sessions: in ${backend === "file" ? "the encrypted file" : `the ${keyring}`}.`}
      >
        {move === null && (
          <Button size="small" onClick={() => open("move")}>
            {backend === "file" ? `Move to the ${keyring}…` : "Move to an encrypted file…"}
          </Button>
        )}
      </Setting>
      {interrupted !== null && (
        <div className={styles.note}>
          <Note
            look="warn"
            title="Moving your secrets was interrupted. Nothing is lost."
            detail={
              interrupted.stage === "copying"
                ? "They are all where they were; copies may be in the other place."
                : "They are all in the new place; leftovers may be in the old one."
            }
          >
            {interrupted.what === "keychain" && interrupted.stage === "copying" && (
              <Button size="small" onClick={() => open("continue")}>
                Continue
              </Button>
            )}
            <Button size="small" onClick={() => open("settle")}>
              {interrupted.stage === "copying" ? "Undo" : "Finish"}
            </Button>
          </Note>
        </div>
      )}
      {opened === "move" && backend === "os" && <MoveToFile onClose={close} />}
      {opened === "move" && backend === "file" && <MoveToSystem platform={platform} onClose={close} />}
      {interrupted !== null && (opened === "continue" || opened === "settle") && (
        <SettleMove way={opened} to={interrupted.to} passphrase={file} onClose={close} />
      )}
    </>
  )
}
