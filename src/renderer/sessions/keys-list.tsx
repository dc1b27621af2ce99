import { useState } from "react"
import {
  Ellipsis,
  FolderInput,
  Keyboard,
  KeyRound,
  Link2,
  Plus,
  ShieldAlert,
  Trash2,
  Usb,
} from "lucide-react"
import type { AwsOverview, KeyView } from "../../shared/ipc/views.ts"
import { accounts } from "../state.ts"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Menu } from "../ui/menu.tsx"
import { Name } from "../ui/name.tsx"
import { accountWords, deviceWords, identityWords } from "./arn-words.ts"
import { setUp } from "./set-up-state.ts"
import styles from "./keys-list.module.css"

/** The permanent keys in the keychain: none of them is ever shown. */
export function KeysList({ overview }: { overview: AwsOverview }) {
  const [menu, openMenu] = useState<{ key: KeyView; x: number; y: number } | null>(null)
  return (
    <section className={styles.section} aria-label="Permanent keys">
      <header className={styles.head}>
        <h2 className={styles.title}>Permanent keys</h2>
        <Button size="small" icon={<FolderInput />} onClick={() => setUp.set({ step: "take-over" })}>
          Take over AWS profiles
        </Button>
        <Button size="small" icon={<Plus />} onClick={() => setUp.set({ step: "key", profile: null })}>
          Add key
        </Button>
      </header>
      <ul className={styles.list}>
        {overview.keys.map((key) => (
          <li key={key.id} className={styles.item} data-key={key.name} tabIndex={-1}>
            <KeyRound className={styles.icon} aria-hidden="true" />
            <div className={styles.words}>
              <p className={styles.name}>
                <Name>{key.name}</Name>
                <span className={styles.tail}>…{key.tail}</span>
              </p>
              <p className={styles.about}>{aboutKey(key)}</p>
            </div>
            <Linked keyView={key} />
            <IconButton
              label={`Actions for key ${key.name}`}
              icon={<Ellipsis />}
              aria-haspopup="menu"
              onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect()
                openMenu({ key, x: box.right, y: box.bottom + 4 })
              }}
            />
          </li>
        ))}
      </ul>
      {menu !== null && (
        <Menu
          label={`Actions for key ${menu.key.name}`}
          at={menu}
          onClose={() => openMenu(null)}
          items={[
            {
              label: "New session with it",
              icon: <Plus />,
              run: () => setUp.set({ step: "profile", keyId: menu.key.id, profileId: null, guided: false }),
            },
            {
              label: "Name and MFA device",
              icon: <Link2 />,
              run: () => setUp.set({ step: "device", keyId: menu.key.id, guided: false }),
            },
            "line",
            {
              label: "Remove key",
              icon: <Trash2 />,
              danger: true,
              run: () => setUp.set({ step: "remove-key", keyId: menu.key.id }),
            },
          ]}
        />
      )}
    </section>
  )
}

function aboutKey({ accountId, userArn, endpoint }: KeyView): string {
  const parts = [
    accountId === null ? null : accountWords(accountId),
    userArn === null ? null : identityWords(userArn),
    endpoint,
  ]
  return parts.filter((part) => part !== null).join(", ") || "Not used yet"
}

/** What makes the codes of the key's device, or that nothing does. */
function Linked({ keyView }: { keyView: KeyView }) {
  const account = useStore(accounts, (all) => all?.find(({ id }) => id === keyView.otpAccountId))
  const { codeFrom } = keyView
  if (codeFrom?.kind === "yubikey" || codeFrom?.kind === "typed") {
    const Icon = codeFrom.kind === "yubikey" ? Usb : Keyboard
    return (
      <span className={styles.linked} title={keyView.mfaSerial ?? undefined}>
        <Icon aria-hidden="true" />
        <span className={styles.cut}>
          {codeFrom.kind === "yubikey" ? `YubiKey ${codeFrom.serial}` : "Codes typed by you"}
        </span>
      </span>
    )
  }
  if (account !== undefined) {
    return (
      <span className={styles.linked} title={keyView.mfaSerial ?? undefined}>
        <Link2 aria-hidden="true" />
        <span className={styles.cut}>
          <Name>{account.issuer || account.account}</Name>
        </span>
      </span>
    )
  }
  return (
    <Button
      size="small"
      look="quiet"
      icon={<ShieldAlert />}
      onClick={() => setUp.set({ step: "device", keyId: keyView.id, guided: false })}
    >
      {keyView.mfaSerial === null ? "Link MFA" : `Link ${deviceWords(keyView.mfaSerial)}`}
    </Button>
  )
}
