import { createPrivateStore, useStore } from "../store.ts"

const said = createPrivateStore<{ text: string; turn: number }>({ text: "", turn: 0 })

/** Has a screen reader say it when it is done with what it says now. */
export function announce(text: string): void {
  said.update(({ turn }) => ({ text, turn: turn + 1 }))
}

/** Where announcements are made; drawn once. Two regions in turn: the same text twice is said twice. */
export function Announcer() {
  const { text, turn } = useStore(said)
  return (
    <div className="hidden-text">
      <div role="status" aria-live="polite" aria-atomic="true">
        {turn % 2 === 0 ? text : ""}
      </div>
      <div role="status" aria-live="polite" aria-atomic="true">
        {turn % 2 === 1 ? text : ""}
      </div>
    </div>
  )
}
