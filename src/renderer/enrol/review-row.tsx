import { useEffect, useId, useRef } from "react"
import type { DraftRow } from "../../shared/ipc/views.ts"
import { Code } from "../codes/code.tsx"
import { AccountMark } from "../marks/account-mark.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { cx } from "../ui/cx.ts"
import { Facts } from "../ui/facts.tsx"
import { Field } from "../ui/field.tsx"
import { Name } from "../ui/name.tsx"
import { Ring } from "../ui/ring.tsx"
import { ringAt, writeRing } from "../ui/ring-geometry.ts"
import { Segmented } from "../ui/segmented.tsx"
import { onBeat } from "../ui/tick.ts"
import type { Choice, Fate } from "./choices.ts"
import styles from "./review-row.module.css"

interface ReviewRowProps {
  row: DraftRow
  choice: Choice
  /** One of several: with a check mark, and smaller. */
  many: boolean
  onChoice: (choice: Choice) => void
}

export function ReviewRow({ row, choice, many, onChoice }: ReviewRowProps) {
  const id = useId()
  const chosen = choice.fate !== "skip"
  const name = cleanName(choice.issuer) || cleanName(choice.account) || `Account ${row.index + 1}`
  return (
    <li className={cx(styles.row, many ? styles.many : styles.single, !chosen && styles.skipped)}>
      {many && (
        <input
          type="checkbox"
          id={id}
          className={styles.check}
          aria-label={`Save ${name}`}
          checked={chosen}
          onChange={() => onChoice({ ...choice, fate: chosen ? "skip" : "add" })}
        />
      )}
      <div className={styles.body}>
        <div className={styles.top}>
          <AccountMark id="" issuer={choice.issuer} account={choice.account} mark="" />
          {many ? (
            <div className={styles.names}>
              <input
                className={styles.name}
                aria-label="Service"
                placeholder="Service"
                value={choice.issuer}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChoice({ ...choice, issuer: event.target.value })}
              />
              <input
                className={cx(styles.name, styles.account)}
                aria-label="Account"
                placeholder="Account"
                value={choice.account}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChoice({ ...choice, account: event.target.value })}
              />
            </div>
          ) : (
            <span className={styles.caption}>
              <b className={styles.line}>
                <Name fallback="No name yet">{choice.issuer || choice.account}</Name>
              </b>
              <span className={styles.line}>
                <Name>{choice.issuer === "" ? "" : choice.account}</Name>
              </span>
            </span>
          )}
          <LiveCode row={row} />
        </div>
        {!many && (
          <div className={styles.fields}>
            <Field
              label="Service"
              value={choice.issuer}
              maxLength={200}
              onChange={(event) => onChoice({ ...choice, issuer: event.target.value })}
            />
            <Field
              label="Account"
              value={choice.account}
              maxLength={200}
              onChange={(event) => onChoice({ ...choice, account: event.target.value })}
            />
          </div>
        )}
        <Facts account={row} />
        <Likeness row={row} choice={choice} onChoice={onChoice} />
      </div>
    </li>
  )
}

function LiveCode({ row }: { row: DraftRow }) {
  const host = useRef<HTMLDivElement>(null)
  const { expiresAtMs, period } = row
  useEffect(() => {
    if (expiresAtMs === null) return
    return onBeat((nowMs) => {
      if (host.current === null) return
      writeRing(host.current, ringAt(expiresAtMs - period * 1000, expiresAtMs, nowMs))
    })
  }, [expiresAtMs, period])
  return (
    <div ref={host} className={styles.code}>
      <Code code={row.code} length={row.digits} />
      {expiresAtMs !== null && <Ring />}
    </div>
  )
}

const fates: Record<"duplicate" | "conflict", readonly { value: Fate; label: string }[]> = {
  duplicate: [
    { value: "skip", label: "Skip" },
    { value: "replace", label: "Replace" },
    { value: "add", label: "Keep both" },
  ],
  conflict: [
    { value: "add", label: "Keep both" },
    { value: "replace", label: "Replace" },
    { value: "skip", label: "Skip" },
  ],
}

/** That it is here already, or that its name is, and what to do about it. */
function Likeness({ row, choice, onChoice }: Pick<ReviewRowProps, "row" | "choice" | "onChoice">) {
  const { likeness } = row
  if (likeness.kind === "new") return null
  const other = [likeness.of.issuer, likeness.of.account].map(cleanName).filter(Boolean).join(", ")
  return (
    <div className={styles.likeness}>
      <p>
        {likeness.kind === "duplicate" ? "Already here as " : "Another secret is kept for "}
        <b>
          <bdi>{other || "an account without a name"}</bdi>
        </b>
        {likeness.kind === "duplicate"
          ? ", with the same codes."
          : ". Replace it if the site gave you a new one."}
      </p>
      <Segmented
        label="What to do"
        value={choice.fate}
        options={fates[likeness.kind]}
        onChange={(fate) => onChoice({ ...choice, fate })}
      />
    </div>
  )
}
