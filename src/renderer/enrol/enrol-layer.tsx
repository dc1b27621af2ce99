import { useEffect } from "react"
import { ArrowLeft, Download } from "lucide-react"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Progress } from "../ui/progress.tsx"
import { Camera } from "./camera.tsx"
import { cancelReading, closeEnrol, enrol, goTo, type Enrol } from "./enrol-state.ts"
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

function EnrolDialog(present: Enrol) {
  const { step, draft } = present
  // Review and the typed form have a foot of their own and draw the dialog themselves.
  if (step.at === "review" && draft !== null)
    return <Review key={draft.draftId} draft={draft} failed={present.failed} />
  if (step.at === "typed") return <Typed />
  const title =
    step.at === "camera"
      ? "Scan with the camera"
      : step.at === "reading"
        ? "Reading"
        : draft === null
          ? "Add an account"
          : "Add more"
  const back = () => goTo(draft === null ? "ways" : "review")
  const lead = step.at === "camera" || (step.at === "ways" && draft !== null)
  return (
    <Dialog
      key={step.at}
      title={title}
      size="large"
      keep={step.at !== "ways"}
      onClose={closeEnrol}
      lead={lead ? <IconButton label="Back" icon={<ArrowLeft />} onClick={back} /> : undefined}
      actions={step.at === "reading" ? <Button onClick={cancelReading}>Cancel</Button> : undefined}
    >
      <div data-enrol>
        {step.at === "camera" && <Camera />}
        {step.at === "reading" && (
          <Progress
            label={step.total > 1 ? `${step.label} (${step.done + 1} of ${step.total})` : step.label}
            done={step.done}
            total={step.total > 1 ? step.total : 0}
          />
        )}
        {(step.at === "ways" || step.at === "review") && <Ways failed={present.failed} draft={draft} />}
      </div>
    </Dialog>
  )
}
