import { memo, useEffect, useRef, type MouseEvent, type PointerEvent, type ReactNode } from "react"
import { Check, CircleAlert, Ellipsis, GripVertical, Pin, RotateCw } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { AccountMark } from "../marks/account-mark.tsx"
import { appState } from "../state.ts"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { Name } from "../ui/name.tsx"
import { Ring } from "../ui/ring.tsx"
import { fullRing, ringAt, writeRing } from "../ui/ring-geometry.ts"
import { onBeat, useTimeText } from "../ui/tick.ts"
import { Code } from "./code.tsx"
import { codes, counted, failures } from "./code-store.ts"
import { copied, copyCode, nextCounted } from "./copy.ts"
import { FailureText } from "./failure-text.tsx"
import { Highlight } from "./highlight.tsx"
import { pickByPress } from "./picking.ts"
import type { Hit } from "./search.ts"
import { picked, selectedAccount } from "./selection.ts"
import styles from "./row.module.css"

interface RowProps {
  hit: Hit
  index: number
  /** Pixels from the top of the list. */
  top: number
  selected: boolean
  /** The list has the focus, and this row in it. */
  focused: boolean
  /** The number that copies it; null: none. */
  number: number | null
  onMenu: (account: AccountView, at: { x: number; y: number }) => void
  onFailure: (account: AccountView) => void
  /** The row's grip was taken hold of; null: rows have none. */
  onDrag: ((event: PointerEvent, index: number) => void) | null
}

export const rowId = (id: string) => `row-${id}`

export const Row = memo(function Row({
  hit,
  index,
  top,
  selected,
  focused,
  number,
  onMenu,
  onFailure,
  onDrag,
}: RowProps) {
  const { account } = hit
  const row = useRef<HTMLDivElement>(null)
  const code = useStore(codes, (all) => all.get(account.id))
  const failed = useStore(failures, (all) => all.has(account.id))
  const count = useStore(counted, (all) => all.get(account.id))
  const covered = useStore(appState, (app) => app?.settings.hideCodes ?? false)
  const picking = useStore(picked, (all) => all?.has(account.id) ?? null)
  const next = code?.next ?? null
  const startsAtMs = code?.startsAtMs
  const expiresAtMs = code?.expiresAtMs
  useEffect(() => {
    if (startsAtMs === undefined || expiresAtMs === undefined) {
      // The place may have shown another account's time before.
      if (row.current !== null) writeRing(row.current, fullRing)
      return
    }
    return onBeat((nowMs) => {
      if (row.current !== null) writeRing(row.current, ringAt(startsAtMs, expiresAtMs, nowMs))
    })
  }, [startsAtMs, expiresAtMs])
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const box = event.currentTarget.getBoundingClientRect()
    const atPointer = event.type === "contextmenu"
    onMenu(
      account,
      atPointer ? { x: event.clientX + 208, y: event.clientY } : { x: box.right, y: box.bottom + 4 },
    )
  }
  const press = (event: MouseEvent<HTMLElement>) => {
    // A range begins at the row that was chosen before.
    const picks = pickByPress(account.id, event)
    // Enter afterwards means the same row.
    selectedAccount.set(account.id)
    if (picks) return
    if (failed) onFailure(account)
    else void copyCode(account)
  }
  return (
    <div
      ref={row}
      id={rowId(account.id)}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={picking ?? selected}
      data-current={selected || undefined}
      data-revealed={focused || undefined}
      className={cx(styles.row, selected && styles.selected, picking === true && styles.picked)}
      style={{ transform: `translateY(${top}px)` }}
      // Keeps the focus where it is: in the search box one types on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
      onContextMenu={openMenu}
    >
      <div role="gridcell" className={styles.who}>
        {onDrag !== null && (
          <span
            aria-hidden="true"
            data-grip
            className={styles.grip}
            onPointerDown={(event) => onDrag(event, index)}
            onClick={(event) => event.stopPropagation()}
          >
            <GripVertical />
          </span>
        )}
        <span className={styles.markBox}>
          <AccountMark
            id={account.id}
            issuer={account.issuer}
            account={account.account}
            mark={account.mark}
          />
          {picking !== null && (
            <span className={cx(styles.pick, picking && styles.isPicked)}>{picking && <Check />}</span>
          )}
          {number !== null && <kbd className={styles.number}>{number}</kbd>}
        </span>
        <Names hit={hit} failed={failed} />
      </div>
      <div role="gridcell" className={styles.what}>
        <CopiedNote id={account.id} />
        {failed ? (
          <CircleAlert className={styles.failed} aria-label="No code" />
        ) : account.type === "hotp" ? (
          <Counted code={count} account={account} covered={covered} revealed={focused} />
        ) : (
          <>
            {next !== null && <NextCode code={next} covered={covered} revealed={focused} />}
            <Code code={code?.code ?? null} length={account.digits} covered={covered} revealed={focused} />
            <Ring />
          </>
        )}
        <IconButton
          label={`Actions for ${account.issuer || account.account}`}
          icon={<Ellipsis />}
          className={styles.more}
          tabIndex={selected ? 0 : -1}
          aria-haspopup="menu"
          onClick={openMenu}
        />
      </div>
    </div>
  )
})

function Names({ hit, failed }: { hit: Hit; failed: boolean }) {
  const { account } = hit
  const named = account.issuer !== ""
  const second: ReactNode = failed ? (
    <FailureText id={account.id} />
  ) : named ? (
    <Highlight text={account.account} ranges={hit.name} />
  ) : null
  return (
    <span className={styles.names}>
      <span className={styles.issuer}>
        <span className={styles.cut}>
          {named ? (
            <Highlight text={account.issuer} ranges={hit.issuer} />
          ) : (
            <Highlight text={account.account || "No name"} ranges={hit.name} />
          )}
        </span>
        {account.pinned && <Pin className={styles.pin} aria-label="Pinned" />}
        {hit.tag !== null && (
          <span className={styles.tag}>
            <Name>{hit.tag}</Name>
          </span>
        )}
      </span>
      {second !== null && <span className={cx(styles.account, styles.cut)}>{second}</span>}
    </span>
  )
}

interface Covering {
  covered: boolean
  revealed: boolean
}

function NextCode({ code, ...covering }: { code: string } & Covering) {
  return (
    <span className={styles.next}>
      <span className={styles.nextLabel}>next</span>
      <Code code={code} length={code.length} small {...covering} />
    </span>
  )
}

function Counted({
  code,
  account,
  ...covering
}: { code: string | undefined; account: AccountView } & Covering) {
  return (
    <>
      {code !== undefined && <Code code={code} length={account.digits} {...covering} />}
      <Button
        size="small"
        icon={<RotateCw />}
        className={styles.again}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          void nextCounted(account)
        }}
      >
        Next code
      </Button>
    </>
  )
}

function CopiedNote({ id }: { id: string }) {
  const mine = useStore(copied, (present) => (present?.id === id ? present : null))
  const clearsAtMs = mine?.clearsAtMs ?? null
  const left = useTimeText((nowMs) =>
    clearsAtMs === null ? "" : `${Math.max(0, Math.floor((clearsAtMs - nowMs) / 1000))} s`,
  )
  if (mine === null) return null
  return (
    <span className={styles.copied} title={left === "" ? undefined : `The clipboard forgets it in ${left}`}>
      <Check aria-hidden="true" />
      {mine.which === "next" ? "Next copied" : "Copied"}
      {left !== "" && <span className={styles.left}>{left}</span>}
    </span>
  )
}
