import { useState, type SyntheticEvent } from "react"
import { ArrowRight, ScanSearch, ShieldCheck } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import type { KeyView } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { accounts } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field, Select } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { deviceWords } from "./arn-words.ts"
import { awsFirst } from "./aws-first.ts"
import { careDialog } from "./care-state.ts"
import { KeyPlaceFields } from "./key-place-fields.tsx"
import { setUp } from "./set-up-state.ts"
import { YubikeyChoice, type YubikeyEntry } from "./yubikey-choice.tsx"
import styles from "./set-up.module.css"

interface DeviceDialogProps {
  awsKey: KeyView
  /** On the way to a profile. */
  guided: boolean
  onClose: () => void
}

interface Device {
  serialNumber: string
  otpAccountId: string | null
}

/** Values of the choice that are no account's id. */
const TYPED = ""
const YUBIKEY = "yubikey"

function fromNow({ codeFrom, otpAccountId }: KeyView): string {
  if (codeFrom?.kind === "yubikey") return YUBIKEY
  return codeFrom?.kind === "typed" ? TYPED : (otpAccountId ?? TYPED)
}

/** An account stays linked beside a YubiKey: it is there again when the key is lost. */
function codesFrom(from: string, entry: YubikeyEntry | null, { otpAccountId }: KeyView) {
  if (from === YUBIKEY && entry !== null) return { otpAccountId, codeFrom: entry }
  if (from === TYPED) return { otpAccountId: null, codeFrom: { kind: "typed" } as const }
  return { otpAccountId: from, codeFrom: { kind: "here" } as const }
}

/** Which field main refused; a partition is refused where it does not go with the region. */
function refusedField(error: AppErrorData | null): string | null {
  if (error?.kind === "aws-partition") return "region"
  return error?.kind === "aws-value" ? error.field : error?.kind === "already-exists" ? "name" : null
}

/**
 * Which MFA device belongs to a key, and which account makes its codes; once a key is set up also its name and where
 * AWS is asked.
 */
export function DeviceDialog({ awsKey, guided, onClose }: DeviceDialogProps) {
  const all = useStore(accounts)
  const [name, setName] = useState(awsKey.name)
  const [serial, setSerial] = useState(awsKey.mfaSerial ?? "")
  const [from, setFrom] = useState(() => fromNow(awsKey))
  const [entry, setEntry] = useState(awsKey.codeFrom?.kind === "yubikey" ? awsKey.codeFrom : null)
  const [region, setRegion] = useState(awsKey.region)
  const [endpoint, setEndpoint] = useState(awsKey.endpoint ?? "")
  const [devices, setDevices] = useState<readonly Device[] | null>(null)
  const use = (device: Device) => {
    setSerial(device.serialNumber)
    if (device.otpAccountId !== null && from === TYPED) setFrom(device.otpAccountId)
  }
  const find = useAction(async () => {
    const found = await call("aws:find-devices", { keyId: awsKey.id })
    setDevices(found.devices)
    const [only] = found.devices
    if (only !== undefined && found.devices.length === 1) use(only)
  })
  const save = useAction(async () => {
    await call("aws:key-edit", {
      keyId: awsKey.id,
      ...(guided ? {} : { name: name.trim(), region: region.trim(), endpoint: endpoint.trim() || null }),
      mfaSerial: serial.trim() || null,
      ...codesFrom(from, entry, awsKey),
    })
    if (guided) setUp.set({ step: "profile", keyId: awsKey.id, profileId: null, guided: true })
    else onClose()
  })
  const { error } = save
  const field = refusedField(error)
  const words = error === null ? null : messageFor(error, 0)
  const at = (name: string) => (field === name ? `${words?.title} ${words?.detail}` : null)
  const placed =
    at("mfa-serial") !== null || (!guided && ["name", "region", "endpoint"].some((name) => at(name) !== null))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void save.run()
  }
  return (
    <Dialog
      title={guided ? "Its MFA device" : `Key ${cleanName(awsKey.name)}`}
      keep
      onClose={onClose}
      actions={
        <>
          <Button data-cancel={guided ? undefined : true} onClick={onClose}>
            {guided ? "Finish later" : "Cancel"}
          </Button>
          <Button
            look="primary"
            type="submit"
            form="aws-device"
            {...(guided ? { icon: <ArrowRight /> } : {})}
            busy={save.busy}
            disabled={from === YUBIKEY && entry === null}
          >
            {guided ? "Continue" : "Save"}
          </Button>
        </>
      }
    >
      <form id="aws-device" className={styles.form} onSubmit={submit}>
        {guided ? (
          <p className={styles.steps}>Step 2 of 3: the device whose codes AWS asks for</p>
        ) : (
          <Field
            label="Name"
            value={name}
            maxLength={100}
            data-autofocus
            error={at("name")}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <Button
          icon={<ScanSearch />}
          className={styles.find}
          busy={find.busy}
          data-autofocus
          onClick={() => void find.run()}
        >
          Find my device
        </Button>
        {find.error !== null && <ErrorNote look="warn" error={find.error} />}
        {devices !== null && (
          <div role="radiogroup" aria-label="Devices found" className={styles.devices}>
            {devices.length === 0 && (
              <div className={styles.device}>
                <p className={styles.switchWords}>AWS knows no MFA device of this user.</p>
                <Button
                  size="small"
                  icon={<ShieldCheck />}
                  onClick={() => {
                    setUp.set(null)
                    careDialog.set({ about: "device", keyId: awsKey.id })
                  }}
                >
                  Set one up
                </Button>
              </div>
            )}
            {devices.map((device) => (
              <label key={device.serialNumber} className={styles.device}>
                <input
                  type="radio"
                  name="device"
                  checked={serial === device.serialNumber}
                  onChange={() => use(device)}
                />
                <span>
                  <span className={styles.strong}>{deviceWords(device.serialNumber)}</span>
                  <br />
                  <span className={styles.serial}>{device.serialNumber}</span>
                </span>
              </label>
            ))}
          </div>
        )}
        <Field
          label="Device serial"
          mono
          placeholder="arn:aws:iam::123456789012:mfa/you"
          value={serial}
          maxLength={256}
          hint="On AWS’s page “Security credentials”, beside the MFA device."
          error={field === "mfa-serial" ? (words?.title ?? null) : null}
          onChange={(event) => setSerial(event.target.value)}
        />
        <Select
          label="Codes come from"
          value={from}
          hint={
            from === YUBIKEY
              ? "Keycard asks it through Yubico’s program ykman, and says when to touch it."
              : "With an account linked, one click is all a session takes."
          }
          onChange={(event) => setFrom(event.target.value)}
        >
          <option value={TYPED}>I type them myself</option>
          <option value={YUBIKEY}>A YubiKey</option>
          {awsFirst(all ?? []).map((account) => (
            <option key={account.id} value={account.id}>
              {[account.issuer, account.account].map(cleanName).filter(Boolean).join(": ")}
            </option>
          ))}
        </Select>
        {from === YUBIKEY && <YubikeyChoice chosen={entry} onChoose={setEntry} />}
        {!guided && (
          <KeyPlaceFields
            region={region}
            endpoint={endpoint}
            errors={{ region: at("region"), endpoint: at("endpoint") }}
            onRegion={setRegion}
            onEndpoint={setEndpoint}
          />
        )}
        {error !== null && !placed && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}
