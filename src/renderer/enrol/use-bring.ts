import { useEffect, useState } from "react"
import { isTyping } from "../shell/use-shortcuts.ts"
import { enrolNothing } from "./enrol-state.ts"
import { enrolFiles, enrolText } from "./read-sources.ts"
import { broughtBy, pasteEnrols, type Brought } from "./transfer.ts"

function take(brought: Brought): void {
  if (brought?.kind === "files") void enrolFiles(brought.files)
  if (brought?.kind === "text") void enrolText(brought.text)
}

/** Another dialog is open and is not the one of enrolment: a drop behind it would go unseen. */
function otherDialog(): boolean {
  return document.querySelector("dialog[open]:not(:has([data-enrol])), [data-saving]") !== null
}

/** Takes what is pasted or dropped anywhere in the window. @returns whether something is held over it */
export function useBring(): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const leave = () => {
      depth = 0
      setOver(false)
    }
    const offers = (event: DragEvent) =>
      event.dataTransfer !== null &&
      [...event.dataTransfer.types].some((type) => type === "Files" || type === "text/plain")
    const entered = (event: DragEvent) => {
      if (!offers(event)) return
      depth += 1
      setOver(!otherDialog())
    }
    const left = () => {
      depth -= 1
      if (depth <= 0) leave()
    }
    const above = (event: DragEvent) => {
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = otherDialog() ? "none" : "copy"
    }
    const dropped = (event: DragEvent) => {
      event.preventDefault()
      leave()
      if (otherDialog()) return
      const brought = broughtBy(event.dataTransfer)
      if (brought === null) enrolNothing({ kind: "nothing-usable" })
      else take(brought)
    }
    const pasted = (event: ClipboardEvent) => {
      if (otherDialog()) return
      const brought = broughtBy(event.clipboardData)
      const typing = isTyping(event.target)
      if (brought === null && !typing) enrolNothing({ kind: "clipboard", problem: "empty" })
      if (!pasteEnrols(brought, typing)) return
      event.preventDefault()
      take(brought)
    }
    window.addEventListener("dragenter", entered)
    window.addEventListener("dragleave", left)
    window.addEventListener("dragover", above)
    window.addEventListener("drop", dropped)
    window.addEventListener("paste", pasted)
    return () => {
      window.removeEventListener("dragenter", entered)
      window.removeEventListener("dragleave", left)
      window.removeEventListener("dragover", above)
      window.removeEventListener("drop", dropped)
      window.removeEventListener("paste", pasted)
    }
  }, [])
  return over
}
