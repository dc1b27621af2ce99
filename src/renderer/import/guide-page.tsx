import { useRef } from "react"
import { Camera, FolderOpen, Keyboard, MonitorUp } from "lucide-react"
import { goTo } from "../enrol/enrol-state.ts"
import { enrolFiles, enrolScreen } from "../enrol/read-sources.ts"
import { Button } from "../ui/button.tsx"
import type { Guide, Way } from "./apps.ts"
import { FileChooser, type FileChooserHandle } from "./file-chooser.tsx"
import styles from "./guide-page.module.css"

const ways: Record<Way, { label: string; icon: typeof Camera }> = {
  file: { label: "Choose files", icon: FolderOpen },
  screen: { label: "Read the screen", icon: MonitorUp },
  camera: { label: "Use the camera", icon: Camera },
  typed: { label: "Type it in", icon: Keyboard },
}

/** What to do, step by step, where an app has no file to give. */
export function GuidePage({ guide }: { guide: Guide }) {
  return (
    <div className={styles.page}>
      <p>{guide.why}</p>
      <ol className={styles.steps}>
        {guide.steps.map((step) => (
          <li key={step} className={styles.step}>
            {step}
          </li>
        ))}
      </ol>
      {guide.aside !== undefined && <p className={styles.aside}>{guide.aside}</p>}
    </div>
  )
}

/** At the foot of a guide: what it leads to. */
export function GuideWays({ guide, hasDraft }: { guide: Guide; hasDraft: boolean }) {
  const chooser = useRef<FileChooserHandle>(null)
  const run: Record<Way, () => void> = {
    file: () => chooser.current?.open(),
    screen: () => void enrolScreen(),
    camera: () => goTo("camera"),
    typed: () => goTo("typed"),
  }
  // What is typed begins a draft of its own: it would lose the one that is there. The main button stands last.
  const offered = guide.ways.filter((way) => way !== "typed" || !hasDraft).toReversed()
  const main = offered.length - 1
  return (
    <>
      {offered.map((way, index) => {
        const { label, icon: Icon } = ways[way]
        return (
          <Button
            key={way}
            look={index === main ? "primary" : "plain"}
            icon={<Icon />}
            data-autofocus={index === main ? true : undefined}
            onClick={run[way]}
          >
            {label}
          </Button>
        )
      })}
      <FileChooser ref={chooser} onFiles={(files) => void enrolFiles(files)} />
    </>
  )
}
