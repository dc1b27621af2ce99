import { useId, useRef, useState } from "react"
import { ChevronRight, FolderOpen, Search } from "lucide-react"
import { openGuide } from "../enrol/enrol-state.ts"
import { enrolFiles } from "../enrol/read-sources.ts"
import { FileChooser, type FileChooserHandle } from "./file-chooser.tsx"
import { findApps } from "./apps.ts"
import styles from "./apps-page.module.css"

/** The apps whose exports can be read, with where each is found; for the others, guides. */
export function AppsPage() {
  const [search, setSearch] = useState("")
  const chooser = useRef<FileChooserHandle>(null)
  const list = useRef<HTMLUListElement>(null)
  const id = useId()
  const found = findApps(search)
  return (
    <div className={styles.page}>
      <p className={styles.text}>Drop the export on this window, or find out here where your app keeps it.</p>
      <div className={styles.search}>
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label="Search apps"
          aria-controls={id}
          placeholder="Your app’s name"
          value={search}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== "ArrowDown") return
            event.preventDefault()
            const first = list.current?.querySelector("button")
            if (event.key === "Enter" && search.trim() !== "") first?.click()
            else first?.focus()
          }}
        />
      </div>
      <ul ref={list} id={id} className={styles.list} aria-label="Apps" onKeyDown={moveFocus}>
        {found.map(({ id: app, name, where, guide }) => (
          <li key={app}>
            <button
              type="button"
              className={styles.app}
              onClick={() => (guide === undefined ? chooser.current?.open() : openGuide(app))}
            >
              <span className={styles.words}>
                <span className={styles.name}>{name}</span>
                <span className={styles.where}>{where}</span>
              </span>
              {guide === undefined ? (
                <>
                  <span className={styles.does}>Choose file</span>
                  <FolderOpen aria-hidden="true" />
                </>
              ) : (
                <>
                  <span className={styles.does}>Guide</span>
                  <ChevronRight aria-hidden="true" />
                </>
              )}
            </button>
          </li>
        ))}
      </ul>
      <FileChooser ref={chooser} onFiles={(files) => void enrolFiles(files)} />
    </div>
  )
}

/** Arrow keys move along the list; from its first place up into the search box. */
function moveFocus(event: React.KeyboardEvent<HTMLUListElement>): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
  const step = steps[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll("button")]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const to = buttons[at + step]
  if (to !== undefined) to.focus()
  else if (step < 0)
    event.currentTarget.parentElement?.querySelector<HTMLInputElement>("[type=search]")?.focus()
}
