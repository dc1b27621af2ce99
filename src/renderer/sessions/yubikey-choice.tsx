import { useState } from "react"
import { Usb } from "lucide-react"
import type { CodeFromView, HardwareKeyView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Name } from "../ui/name.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./set-up.module.css"

export type YubikeyEntry = Extract<CodeFromView, { kind: "yubikey" }>

interface YubikeyChoiceProps {
  chosen: YubikeyEntry | null
  onChoose: (entry: YubikeyEntry) => void
}

/** Which entry of which YubiKey makes the codes: asked of the keys that are plugged in. */
export function YubikeyChoice({ chosen, onChoose }: YubikeyChoiceProps) {
  const [keys, setKeys] = useState<readonly HardwareKeyView[] | null>(null)
  const look = useAction(async () => {
    const found = (await call("aws:hardware-keys", {})).keys
    setKeys(found)
    const entries = found.flatMap(({ serial, entries: names }) => names.map((entry) => ({ serial, entry })))
    const [only] = entries
    if (only !== undefined && entries.length === 1) onChoose({ kind: "yubikey", ...only })
  })
  const rows = (keys ?? []).flatMap(({ serial, entries }) => entries.map((entry) => ({ serial, entry })))
  const isListed = rows.some(({ serial, entry }) => serial === chosen?.serial && entry === chosen.entry)
  const shown = chosen === null || isListed ? rows : [chosen, ...rows]
  return (
    <>
      <Button icon={<Usb />} className={styles.find} busy={look.busy} onClick={() => void look.run()}>
        {keys === null ? "Look for my YubiKey" : "Look again"}
      </Button>
      {look.error !== null && <ErrorNote look="warn" error={look.error} />}
      {keys?.map(
        ({ serial, problem }) => problem !== null && <ErrorNote key={serial} look="warn" error={problem} />,
      )}
      {(keys !== null || shown.length > 0) && (
        <div role="radiogroup" aria-label="Entries of the YubiKey" className={styles.devices}>
          {shown.length === 0 && (
            <p className={styles.device}>
              Nothing on it makes codes for AWS. Put the MFA device’s secret on it with Yubico Authenticator.
            </p>
          )}
          {shown.map(({ serial, entry }) => (
            <label key={`${serial} ${entry}`} className={styles.device}>
              <input
                type="radio"
                name="yubikey-entry"
                checked={serial === chosen?.serial && entry === chosen.entry}
                onChange={() => onChoose({ kind: "yubikey", serial, entry })}
              />
              <span>
                <span className={styles.strong}>
                  <Name>{entry}</Name>
                </span>
                <br />
                <span className={styles.serial}>YubiKey {serial}</span>
              </span>
            </label>
          ))}
        </div>
      )}
    </>
  )
}
