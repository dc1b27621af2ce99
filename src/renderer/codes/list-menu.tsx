import { useState } from "react"
import { ArrowDownAZ, ArrowUpDown, Check, History, ListChecks, Rows3, Trash2, TrendingUp } from "lucide-react"
import { appState, changeSettings, trashed } from "../state.ts"
import { useStore } from "../store.ts"
import { IconButton } from "../ui/button.tsx"
import { Menu, type MenuItem } from "../ui/menu.tsx"
import { attempt } from "./account-actions.ts"
import type { Sort } from "./order.ts"
import { startPicking } from "./picking.ts"
import { codesView } from "./selection.ts"
import styles from "./list-menu.module.css"

const sorts: readonly { value: Sort; label: string; icon: typeof History }[] = [
  { value: "name", label: "By name", icon: ArrowDownAZ },
  { value: "own", label: "Own order", icon: Rows3 },
  { value: "recent", label: "Recently used", icon: History },
  { value: "often", label: "Most used", icon: TrendingUp },
]

/** The order of the list, and what concerns all of it. */
export function ListMenu() {
  const sort = useStore(appState, (app) => app?.settings.sort ?? "name")
  const inTrash = useStore(trashed, (list) => list.length)
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  const items: (MenuItem | "line")[] = [
    ...sorts.map(({ value, label, icon: Icon }) => ({
      label,
      icon: value === sort ? <Check /> : <Icon />,
      checked: value === sort,
      run: () => void attempt(() => changeSettings({ sort: value })),
    })),
    "line",
    { label: "Select accounts", icon: <ListChecks />, run: () => startPicking() },
    {
      label: inTrash === 0 ? "Trash" : `Trash (${inTrash})`,
      icon: <Trash2 />,
      run: () => codesView.set("trash"),
    },
  ]
  return (
    <>
      <IconButton
        label="Order and selection"
        icon={<ArrowUpDown />}
        className={styles.opener}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          setAt({ x: box.right, y: box.bottom + 4 })
        }}
      />
      {at !== null && <Menu label="Order and selection" at={at} items={items} onClose={() => setAt(null)} />}
    </>
  )
}
