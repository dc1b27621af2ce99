import { useEffect } from "react"
import { ArrowLeft, Download } from "lucide-react"
import { useStore } from "../store.ts"
import { apps } from "../import/apps.ts"
import { AppsPage } from "../import/apps-page.tsx"
import { GuidePage, GuideWays } from "../import/guide-page.tsx"
import { PasswordPage } from "../import/password-page.tsx"
import { Preview } from "../import/preview.tsx"
import { elapsedWords, progressWords } from "../import/words.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Progress } from "../ui/progress.tsx"
import { Camera } from "./camera.tsx"
import { closeEnrol, enrol, goTo, type Enrol } from "./enrol-state.ts"
import { cancelReading } from "./read-sources.ts"
import { Review } from "./review.tsx"
import { Typed } from "./typed.tsx"
import { useBring } from "./use-bring.ts"
import { Ways } from "./ways.tsx"
import styles from "./enrol-layer.module.css"

/** The dialog of enrolment where it is open, and the window's readiness to take what is dropped or pasted. */
export function EnrolLayer() {
  const present = useStore(enrol)
  const over = useBring()
  // The keychain was locked: what was read goes with the window's other contents.
  useEffect(() => closeEnrol, [])
  return (
    <>
      {present !== null && <EnrolDialog {...present} />}
      {over && (
        <div className={styles.over} aria-hidden="true">
          <div className={styles.overBox}>
            <Download />
            Drop to add
          </div>
        </div>
      )}
    </>
  )
}

/** With more than these, what was found is shown as a list without codes. */
const fewRows = 12

function EnrolDialog(present: Enrol) {
  const { step, draft } = present
  // These have a foot of their own and draw the dialog themselves.
  if (step.at === "review" && draft !== null) {
    const many = draft.rows.length + present.kept.length > fewRows
    return many ? (
      <Preview key="many" present={present} draft={draft} />
    ) : (
      <Review key={draft.draftId} present={present} draft={draft} />
    )
  }
  if (step.at === "typed") return <Typed />
  if (step.at === "password") return <PasswordPage asking={step.asking} />
  const guide = step.at === "guide" ? apps.find(({ id }) => id === step.app) : undefined
  const back = () => {
    if (step.at === "guide") goTo("apps")
    else goTo(step.at === "apps" || draft === null ? "ways" : "review")
  }
  const lead = step.at !== "reading" && (step.at !== "ways" || draft !== null)
  return (
    <Dialog
      key={step.at}
      title={guide?.name ?? titleFor(step.at, draft !== null)}
      size="large"
      keep={step.at !== "ways"}
      onClose={step.at === "reading" && draft !== null ? cancelReading : closeEnrol}
      lead={lead ? <IconButton label="Back" icon={<ArrowLeft />} onClick={back} /> : undefined}
      actions={
        step.at === "reading" ? (
          <Button onClick={cancelReading}>Cancel</Button>
        ) : guide?.guide === undefined ? undefined : (
          <GuideWays guide={guide.guide} hasDraft={draft !== null} />
        )
      }
    >
      <div data-enrol>
        {step.at === "camera" && <Camera />}
        {step.at === "reading" && <Reading {...step} />}
        {step.at === "apps" && <AppsPage />}
        {guide?.guide !== undefined && <GuidePage guide={guide.guide} />}
        {(step.at === "ways" || step.at === "review") && <Ways failed={present.failed} draft={draft} />}
      </div>
    </Dialog>
  )
}

function Reading({ label, done, total, progress }: Extract<Enrol["step"], { at: "reading" }>) {
  const pictures = progress?.step.step === "decoding-pictures" ? progress.step : null
  const which = total > 1 ? `${label} (${done + 1} of ${total})` : label
  return (
    <Progress
      label={progress === undefined ? which : `${which}: ${progressWords(progress)}`}
      elapsed={progress === undefined ? "" : elapsedWords(progress)}
      done={pictures?.done ?? done}
      total={pictures?.total ?? (total > 1 ? total : 0)}
    />
  )
}

function titleFor(at: Enrol["step"]["at"], more: boolean): string {
  if (at === "camera") return "Scan with the camera"
  if (at === "reading") return "Reading"
  if (at === "apps") return "Import from another app"
  return more ? "Add more" : "Add an account"
}
