import { useState } from "react"
import {
  Ellipsis,
  FolderInput,
  History,
  Keyboard,
  KeyRound,
  Link2,
  Pencil,
  Plus,
  RefreshCw,
  ShieldAlert,
  ShieldCheck,
  Trash2,
  TriangleAlert,
  Usb,
} from "lucide-react"
import type { AwsOverview, KeyView } from "../../shared/ipc/views.ts"
import { call, errorOf } from "../api.ts"
import { accounts, appState, changeSettings } from "../state.ts"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Menu } from "../ui/menu.tsx"
import { Name } from "../ui/name.tsx"
import { SmallSelect } from "../settings/small-select.tsx"
import { useTimed, useTimeText } from "../ui/tick.ts"
import { toast } from "../ui/toast.tsx"
import { messageFor } from "../../shared/messages.ts"
import { accountWords, deviceWords, identityWords } from "./arn-words.ts"
import { CareLayer } from "./care-layer.tsx"
import { careDialog } from "./care-state.ts"
import { codeSourceOf } from "./device-code.tsx"
import { ageWords, isOld, usedWords } from "./key-age.ts"
import { PlainKeysList } from "./plain-keys.tsx"
import { setUp } from "./set-up-state.ts"
import styles from "./keys-list.module.css"

/** The permanent keys in the keychain: none of them is ever shown. */
export function KeysList({ overview }: { overview: AwsOverview }) {
  const keyAgeDays = useStore(appState, (app) => app?.settings.keyAgeDays ?? 0)
  const [menu, openMenu] = useState<{ key: KeyView; x: number; y: number } | null>(null)
  return (
    <section className={styles.section} aria-label="Permanent keys">
      <header className={styles.head}>
        <h2 className={styles.title}>Permanent keys</h2>
        <div className={styles.headTools}>
          {overview.keys.length > 0 && <WarnAfter days={keyAgeDays} />}
          <Button size="small" icon={<FolderInput />} onClick={() => setUp.set({ step: "take-over" })}>
            Take over AWS profiles
          </Button>
          <Button size="small" icon={<Plus />} onClick={() => setUp.set({ step: "key", profile: null })}>
            Add key
          </Button>
        </div>
      </header>
      {overview.keys.length === 0 && (
        <p className={styles.none}>None is kept here. Sessions from Identity Center need none.</p>
      )}
      <ul className={styles.list} hidden={overview.keys.length === 0}>
        {overview.keys.map((key) => (
          <li key={key.id} className={styles.item} data-key={key.name} tabIndex={-1}>
            <KeyRound className={styles.icon} aria-hidden="true" />
            <div className={styles.words}>
              <p className={styles.name}>
                <Name>{key.name}</Name>
                <span className={styles.tail}>…{key.tail}</span>
              </p>
              <About keyView={key} />
            </div>
            <Attention keyView={key} keyAgeDays={keyAgeDays} />
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
              label: "Edit key",
              icon: <Pencil />,
              run: () => setUp.set({ step: "device", keyId: menu.key.id, guided: false }),
            },
            {
              label: "Rotate…",
              icon: <RefreshCw />,
              run: () => careDialog.set({ about: "rotation", keyId: menu.key.id }),
            },
            {
              label: codeSourceOf(menu.key) === "none" ? "Set up MFA…" : "MFA device…",
              icon: <ShieldCheck />,
              run: () => careDialog.set({ about: "device", keyId: menu.key.id }),
            },
            {
              label: "Check age and use",
              icon: <History />,
              run: () => void lookAt(menu.key),
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
      <PlainKeysList overview={overview} />
      <CareLayer overview={overview} />
    </section>
  )
}

/** Asks AWS; the row shows what came of it. */
async function lookAt({ id }: KeyView): Promise<void> {
  try {
    await call("keys:look", { keyId: id, code: null })
    toast("AWS was asked how old the key is and when it was used.")
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}

const WARN_CHOICES = [30, 60, 90, 180, 365, 0] as const

/** From which age on a key is warned of. */
function WarnAfter({ days }: { days: number }) {
  const choices = WARN_CHOICES.includes(days as 90) ? WARN_CHOICES : [days, ...WARN_CHOICES]
  return (
    <span className={styles.warnAfter}>
      Warn after
      <SmallSelect
        label="Warn of keys older than"
        value={days}
        options={choices.map((value) => ({ value, label: value === 0 ? "never" : `${value} days` }))}
        onChange={(keyAgeDays) => {
          changeSettings({ keyAgeDays }).catch(() => undefined)
        }}
      />
    </span>
  )
}

/** What a person should do about this key, as a button; nothing where all is well. */
function Attention({ keyView, keyAgeDays }: { keyView: KeyView; keyAgeDays: number }) {
  const old = useTimed((nowMs) => isOld(keyView.care, keyAgeDays, nowMs))
  const { rotation, enrolment } = keyView.care
  if (enrolment !== null) {
    return (
      <Button
        size="small"
        look="quiet"
        className={styles.old}
        icon={<TriangleAlert />}
        onClick={() => careDialog.set({ about: "device", keyId: keyView.id })}
      >
        Finish MFA
      </Button>
    )
  }
  if (rotation === null && !old) return null
  const label =
    rotation === null ? "Old: rotate" : rotation.step === "retired" ? "Old key inactive" : "Finish rotation"
  return (
    <Button
      size="small"
      look="quiet"
      className={rotation?.step === "retired" ? undefined : styles.old}
      icon={rotation?.step === "retired" ? <History /> : <TriangleAlert />}
      onClick={() => careDialog.set({ about: "rotation", keyId: keyView.id })}
    >
      {label}
    </Button>
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

/** Whose it is, how old, and when it was used last. */
function About({ keyView }: { keyView: KeyView }) {
  const { care } = keyView
  const age = useTimeText((nowMs) =>
    [ageWords(care, nowMs), usedWords(care, nowMs)].filter(Boolean).join(", "),
  )
  return (
    <p className={styles.about}>
      {age}, {aboutKey(keyView)}
    </p>
  )
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
