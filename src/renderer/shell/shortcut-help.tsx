import { appState } from "../state.ts"
import { useStore } from "../store.ts"
import { Dialog } from "../ui/dialog.tsx"
import styles from "./shortcut-help.module.css"

const groups: readonly { title: string; keys: readonly (readonly [keys: string, what: string])[] }[] = [
  {
    title: "Anywhere",
    keys: [
      ["Mod F or /", "Search"],
      ["Mod N", "Add an account"],
      ["Mod V", "Paste a QR code or a link"],
      ["Mod 1 2 3", "Codes, Sessions, Settings"],
      ["Mod 4 5", "Check-up, Log"],
      ["Mod ,", "Settings"],
      ["Mod L", "Lock"],
      ["Mod Z", "Undo the last change"],
      ["?", "This help"],
    ],
  },
  {
    title: "Codes",
    keys: [
      ["Enter", "Copy the code"],
      ["Shift Enter", "Copy the next code"],
      ["Alt 1 … 9", "Copy the code of a row on screen"],
      ["↑ ↓", "Move"],
      ["Esc", "Clear the search"],
    ],
  },
  {
    title: "Codes, with the focus in the list (↓)",
    keys: [
      ["1 … 9", "Copy the code of a row on screen"],
      ["N", "Copy the next code"],
      ["E", "Edit"],
      ["P", "Pin"],
      ["Del", "Remove"],
      ["Shift F10", "All actions"],
      ["Alt ↑ ↓", "Move in your own order"],
      ["Shift ↑ ↓", "Select several"],
      ["Mod A", "Select all"],
    ],
  },
  {
    title: "Sessions, with the focus on a card (↓)",
    keys: [
      ["← → ↑ ↓", "Move"],
      ["Home, End", "First and last"],
      ["Tab", "Its buttons, then on"],
      ["Enter", "Start or refresh"],
      ["S", "Stop"],
      ["E", "Edit"],
      ["X", "Select"],
      ["Shift ↑ ↓", "Select several"],
      ["Mod A", "Select all"],
      ["Del", "Remove"],
      ["Shift F10", "All actions"],
    ],
  },
]

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const mod = useStore(appState, (app) => (app?.platform === "darwin" ? "⌘" : "Ctrl"))
  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={onClose}>
      <div className={styles.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {keys.map(([combination, what]) => (
                <div key={combination} className={styles.row}>
                  <dt className={styles.keys}>
                    {combination.split(" ").map((key) =>
                      key === "…" || key === "or" ? (
                        <span key={key} className={styles.between}>
                          {key === "…" ? "–" : key}
                        </span>
                      ) : (
                        <kbd key={key}>{key === "Mod" ? mod : key}</kbd>
                      ),
                    )}
                  </dt>
                  <dd className={styles.what}>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
