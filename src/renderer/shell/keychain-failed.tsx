import { useState } from "react"
import { KeyRound, RotateCw } from "lucide-react"
import type { AppErrorData, KeychainProblem } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { appState, keychainAnswered } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { useAction } from "../ui/use-action.ts"
import { ChooseFile } from "./choose-file.tsx"
import { Emblem } from "./emblem.tsx"
import { keychainSteps } from "./keychain-steps.ts"
import styles from "./door.module.css"

/** The system's keychain did not open: what happened, what to do, and the ways on. */
export function KeychainFailed({ error, canChooseFile }: { error: AppErrorData; canChooseFile: boolean }) {
  const platform = useStore(appState, (app) => app?.platform ?? "")
  const [choosing, choose] = useState(false)
  const retry = useAction(async () => keychainAnswered(await call("keychain:retry", {})))
  const help = useAction(async () => {
    await call("app:open-link", { link: "keychain-help" })
  })
  if (choosing) return <ChooseFile onBack={() => choose(false)} />
  const { title, detail } = messageFor(error, 0)
  const problem: KeychainProblem | null = error.kind === "keychain" ? error.problem : null
  const steps = problem === null ? [] : keychainSteps(problem, platform)
  return (
    <main className={styles.door}>
      <Emblem className={styles.emblem} />
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text} role="alert">
        {detail}
      </p>
      <div className={styles.row}>
        <Button
          look="primary"
          icon={<RotateCw />}
          busy={retry.busy}
          autoFocus
          onClick={() => void retry.run()}
        >
          Try again
        </Button>
        {canChooseFile && (
          <Button icon={<KeyRound />} onClick={() => choose(true)}>
            Use an encrypted file instead
          </Button>
        )}
      </div>
      {steps.length > 0 && (
        <section className={styles.card} aria-label="What to do">
          <h2 className={styles.cardTitle}>What to do</h2>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      {retry.error !== null && <ErrorNote error={retry.error} />}
      <p className={styles.calm}>
        Nothing was changed and nothing is lost.{" "}
        <Button look="quiet" size="small" onClick={() => void help.run()}>
          About keychains
        </Button>
      </p>
    </main>
  )
}
