import type { Sort } from "../codes/order.ts"
import { codesView } from "../codes/selection.ts"
import { place, trashed } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { Segmented } from "../ui/segmented.tsx"
import { Switch } from "../ui/switch.tsx"
import { Setting } from "./parts.tsx"

export function ListOrder({ value, onChange }: { value: Sort; onChange: (value: Sort) => void }) {
  return (
    <Setting
      title="Order of the codes"
      about="Your own is made by dragging rows. Pinned accounts come first in each."
    >
      <Segmented
        label="Order of the codes"
        value={value}
        options={[
          { value: "name", label: "Name" },
          { value: "own", label: "Own" },
          { value: "recent", label: "Recent" },
          { value: "often", label: "Most used" },
        ]}
        onChange={onChange}
      />
    </Setting>
  )
}

export function HideCodes({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Setting
      title="Hide codes"
      about="Dots, until you point at a row or reach it by keys. Copying works all the same."
    >
      <Switch label="Hide codes" checked={checked} onChange={onChange} />
    </Setting>
  )
}

export function TrashPlace() {
  const inTrash = useStore(trashed, (list) => list.length)
  const open = () => {
    place.set("codes")
    codesView.set("trash")
  }
  return (
    <Setting title="Trash" about="Removed accounts wait here until you delete them for good.">
      <Button size="small" onClick={open}>
        {inTrash === 0 ? "Open" : `Open (${inTrash})`}
      </Button>
    </Setting>
  )
}
