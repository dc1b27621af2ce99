import { useId, useRef, useState } from "react"
import { ImageUp } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { AccountMark, BrandTile } from "../marks/account-mark.tsx"
import { markLibrary } from "../marks/load-marks.ts"
import { ownPictures } from "../marks/own-picture.ts"
import { readMark } from "../marks/read-mark.ts"
import { pictureTypes, scalePicture } from "../marks/scale-picture.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { Segmented } from "../ui/segmented.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./mark-field.module.css"

/** A mark as it was chosen, kept when the dialog is saved. `png`: a new picture; null: the present one stays. */
export interface ChosenMark {
  readonly mark: string
  readonly png: Uint8Array | null
}

interface MarkFieldProps {
  account: Pick<AccountView, "id" | "issuer" | "account">
  value: ChosenMark
  onChange: (value: ChosenMark) => void
}

const shownAtMost = 12

/** How the account is marked: by its service's name, with its initial, with a mark one looks up, with a picture. */
export function MarkField({ account, value, onChange }: MarkFieldProps) {
  const library = useStore(markLibrary)
  const there = useStore(ownPictures, (all) => typeof all.get(account.id) === "string")
  const file = useRef<HTMLInputElement>(null)
  const label = useId()
  const [open, setOpen] = useState<"auto" | "none" | "brand" | "own">(readMark(value.mark).kind)
  const [text, setText] = useState("")
  const [preview, setPreview] = useState<string | null>(null)
  const take = useAction(async () => {
    const [picture] = [...(file.current?.files ?? [])]
    if (picture === undefined) return
    const png = await scalePicture(picture)
    setPreview(URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" })))
    onChange({ mark: "own", png })
  })
  const choose = (kind: typeof open) => {
    setOpen(kind)
    if (kind === "auto") onChange({ mark: "", png: null })
    if (kind === "none") onChange({ mark: "none", png: null })
    if (kind === "own" && there) onChange({ mark: "own", png: null })
  }
  const found = open === "brand" ? (library?.search(text === "" ? account.issuer : text) ?? []) : []
  const offered = found.length === 0 && text === "" ? (library?.search("") ?? []) : found
  return (
    <div className={styles.field} role="group" aria-labelledby={label}>
      <span id={label} className={styles.label}>
        Mark
      </span>
      <div className={styles.choice}>
        {preview !== null && value.png !== null ? (
          <img src={preview} alt="" className={styles.preview} />
        ) : (
          <AccountMark {...account} mark={value.mark} />
        )}
        <Segmented
          label="Mark"
          value={open}
          options={[
            { value: "auto", label: "Auto" },
            { value: "none", label: "Initial" },
            { value: "brand", label: "Other" },
            { value: "own", label: "Picture" },
          ]}
          onChange={choose}
        />
      </div>
      {open === "brand" && (
        <>
          <Field
            label="Look for a mark"
            value={text}
            maxLength={60}
            placeholder="GitHub, Google …"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault()
            }}
          />
          <div className={styles.found} role="group" aria-label="Marks found">
            {offered.slice(0, shownAtMost).map((mark) => (
              <button
                key={mark.slug}
                type="button"
                title={mark.title}
                aria-label={mark.title}
                aria-pressed={value.mark === `brand:${mark.slug}`}
                className={styles.mark}
                onClick={() => onChange({ mark: `brand:${mark.slug}`, png: null })}
              >
                <BrandTile mark={mark} />
              </button>
            ))}
            {offered.length === 0 && <span className={styles.none}>No mark of this name.</span>}
          </div>
        </>
      )}
      {open === "own" && (
        <div className={styles.own}>
          <input
            ref={file}
            type="file"
            accept={pictureTypes}
            aria-label="Picture file"
            tabIndex={-1}
            className={styles.file}
            onChange={() => void take.run()}
          />
          <Button size="small" icon={<ImageUp />} busy={take.busy} onClick={() => file.current?.click()}>
            Choose a picture
          </Button>
          <span className={styles.none}>PNG, JPEG or WebP. It is made small and kept on this computer.</span>
        </div>
      )}
      {take.error !== null && <ErrorNote error={take.error} />}
    </div>
  )
}
