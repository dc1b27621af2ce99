import { Copy, ListChecks, Pencil, Pin, PinOff, QrCode, SkipForward, Trash2 } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { showQr } from "../backup/qr-state.ts"
import { Menu, type MenuItem } from "../ui/menu.tsx"
import { pinAccount, removeAccount } from "./account-actions.ts"
import { copyCode, nextCounted, spokenName } from "./copy.ts"
import { startPicking } from "./picking.ts"

interface AccountMenuProps {
  account: AccountView
  at: { x: number; y: number }
  onEdit: () => void
  onClose: () => void
}

export function AccountMenu({ account, at, onEdit, onClose }: AccountMenuProps) {
  const next: MenuItem =
    account.type === "hotp"
      ? { label: "Make the next code", icon: <SkipForward />, run: () => void nextCounted(account) }
      : {
          label: "Copy next code",
          icon: <SkipForward />,
          keys: "N",
          run: () => void copyCode(account, "next"),
        }
  const items: (MenuItem | "line")[] = [
    { label: "Copy code", icon: <Copy />, keys: "Enter", run: () => void copyCode(account) },
    next,
    "line",
    { label: "Edit", icon: <Pencil />, keys: "E", run: onEdit },
    {
      label: account.pinned ? "Unpin" : "Pin to the top",
      icon: account.pinned ? <PinOff /> : <Pin />,
      keys: "P",
      run: () => void pinAccount(account),
    },
    { label: "Select", icon: <ListChecks />, run: () => startPicking([account.id]) },
    { label: "Show QR code", icon: <QrCode />, run: () => showQr(account) },
    "line",
    { label: "Remove", icon: <Trash2 />, keys: "Del", danger: true, run: () => void removeAccount(account) },
  ]
  return <Menu label={`Actions for ${spokenName(account)}`} at={at} items={items} onClose={onClose} />
}
