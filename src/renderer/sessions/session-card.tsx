import { useState, type KeyboardEvent, type ReactNode } from "react"
import {
  Copy,
  Ellipsis,
  ListChecks,
  Pencil,
  RefreshCw,
  ScrollText,
  Square,
  Terminal,
  Trash2,
} from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import type { KeyView, SessionCard as Session } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { appState } from "../state.ts"
import { announce } from "../ui/announce.tsx"
import { Button, IconButton } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { ErrorNote } from "../ui/error-note.tsx"
import { markColour } from "../ui/mark-colour.ts"
import { Menu, type MenuItem } from "../ui/menu.tsx"
import { Name } from "../ui/name.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { accountWords, identityWords } from "./arn-words.ts"
import { cardKey } from "./card-keys.ts"
import { centerWords } from "./center-words.ts"
import { consoleItems } from "./console-items.tsx"
import { exportLine } from "./export-line.ts"
import { RenewalLine } from "./renewal-line.tsx"
import { logProfile, sessionsTab } from "./sessions-state.ts"
import { SessionState } from "./session-state.tsx"
import { setUp } from "./set-up-state.ts"
import { durationWords } from "./time-words.ts"
import styles from "./session-card.module.css"

/** Where the focus goes that the arrow keys move. */
export const sessionCardId = (profileId: string) => `session-${profileId}`

interface SessionCardProps {
  session: Session
  awsKey: KeyView | null
  /** Its place among all that are listed, from 0. */
  at: number
  of: number
  /** The arrow keys start from here; the Tab key comes to it and to its buttons, and to those of no other card. */
  current: boolean
  /** Whether it is chosen; null: nothing is being chosen. */
  picked: boolean | null
  onPick: (how: "toggle" | "range") => void
  onFocus: () => void
}

/** One profile as a key card: whose it is, till when it opens, one button. */
export function SessionCard({ session, awsKey, at, of, current, picked, onPick, onFocus }: SessionCardProps) {
  const { profileId, name } = session
  const tabIndex = current ? 0 : -1
  const [menu, openMenu] = useState<{ x: number; y: number } | null>(null)
  /** The session that stood when a refresh failed: once there is another, its words are over. */
  const [triedFrom, setTriedFrom] = useState(session.issuedAtMs)
  const refresh = useAction(async (replaceForeignSection: boolean) => {
    setTriedFrom(session.issuedAtMs)
    await call("aws:refresh", { profileId, code: null, replaceForeignSection })
    announce(`${cleanName(name)} is valid now.`)
  })
  const stop = useAction(async () => {
    await call("aws:stop", { profileId })
    toast(`Stopped ${cleanName(name)}. Its credentials are gone from the file.`)
  })
  const cancel = useAction(async () => {
    await call("aws:cancel", { profileId })
  })
  const copy = async (text: string) => {
    try {
      await call("clipboard:copy-text", { text })
      toast(`Copied: ${text}`)
    } catch {
      toast("The clipboard could not be used.", null, "failed")
    }
  }
  const busy = session.busy || refresh.busy
  const error = busy
    ? null
    : (stop.error ?? session.lastError ?? (triedFrom === session.issuedAtMs ? refresh.error : null))
  const shownError = error?.kind === "cancelled" ? null : error
  const running = session.state === "valid" || session.state === "ending"
  const accountId = session.accountId ?? session.center?.accountId ?? awsKey?.accountId ?? null
  const identity = session.arn ?? session.roleArns.at(-1) ?? awsKey?.userArn ?? null
  const from = session.center === null ? (awsKey?.name ?? "") : centerWords(session.center)
  const items: (MenuItem | "line")[] = [
    { label: "Copy profile name", icon: <Copy />, run: () => void copy(name) },
    {
      label: "Copy line for the shell",
      icon: <Terminal />,
      run: () => void copy(exportLine(name, appState.get()?.platform ?? "linux")),
    },
    "line",
    ...consoleItems(session),
    "line",
    {
      label: "Stop session",
      icon: <Square />,
      disabled: session.state === "none" && !session.written,
      run: () => void stop.run(),
    },
    {
      label: "Edit",
      icon: <Pencil />,
      run: () => setUp.set({ step: "profile", keyId: session.keyId, profileId, guided: false }),
    },
    { label: "Select", icon: <ListChecks />, run: () => onPick("toggle") },
    {
      label: "Show in the log",
      icon: <ScrollText />,
      run: () => {
        logProfile.set(name)
        sessionsTab.set("log")
      },
    },
    "line",
    {
      label: "Remove profile",
      icon: <Trash2 />,
      danger: true,
      run: () => setUp.set({ step: "remove-profile", profileId }),
    },
  ]
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return
    const meaning = cardKey(event, picked !== null)
    if (meaning === null) return
    event.preventDefault()
    if (meaning === "menu") {
      const box = event.currentTarget.getBoundingClientRect()
      openMenu({ x: box.right - 16, y: box.top + 84 })
    } else if (meaning === "pick") onPick("toggle")
    else if (meaning === "start") void (busy ? null : refresh.run(false))
    else if (meaning === "stop") void (session.state === "none" && !session.written ? null : stop.run())
    else if (meaning === "edit")
      setUp.set({ step: "profile", keyId: session.keyId, profileId, guided: false })
    else setUp.set({ step: "remove-profile", profileId })
  }
  return (
    <div
      role="listitem"
      id={sessionCardId(profileId)}
      className={styles.card}
      data-state={session.state}
      data-picked={picked ?? undefined}
      aria-label={`Session ${name}`}
      aria-posinset={at + 1}
      aria-setsize={of}
      tabIndex={tabIndex}
      onKeyDown={keys}
      onFocus={onFocus}
      onClickCapture={(event) => {
        const onControl = (event.target as HTMLElement).closest("button, input") !== null
        if (event.shiftKey || event.ctrlKey || event.metaKey || (picked !== null && !onControl)) {
          // Pressed to choose, not to start: neither by a button nor by what else is on the card.
          event.preventDefault()
          event.stopPropagation()
          onPick(event.shiftKey ? "range" : "toggle")
        }
      }}
    >
      <div className={styles.band} style={{ backgroundColor: markColour(accountId ?? name) }}>
        <span className={styles.account}>
          {picked !== null && (
            <input
              type="checkbox"
              className={styles.pick}
              tabIndex={tabIndex}
              aria-label={`Select ${name}`}
              checked={picked}
              onChange={() => onPick("toggle")}
            />
          )}
          {accountId === null ? "AWS" : accountWords(accountId)}
        </span>
        <span className={styles.region}>{session.region ?? "no region"}</span>
      </div>
      <div className={styles.body}>
        <div className={styles.head}>
          <div className={styles.names}>
            <h2 className={styles.name}>
              <Name>{name}</Name>
            </h2>
            <p className={styles.who}>
              {identity === null ? <Name>{from}</Name> : <Name>{identityWords(identity)}</Name>}
              {session.roleArns.length > 1 && ` by way of ${session.roleArns.length - 1} more`}
            </p>
          </div>
          <IconButton
            label={`Actions for ${name}`}
            icon={<Ellipsis />}
            tabIndex={tabIndex}
            aria-haspopup="menu"
            onClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect()
              openMenu({ x: box.right, y: box.bottom + 4 })
            }}
          />
        </div>
        <SessionState session={session} busy={busy} asked={refresh.busy} />
        {!busy && <RenewalLine session={session} />}
        {shownError !== null && (
          <ErrorNote error={shownError}>
            {nextStep(shownError, session, tabIndex, () => void refresh.run(true))}
          </ErrorNote>
        )}
        <div className={styles.foot}>
          {busy ? (
            <Button className={styles.main} tabIndex={tabIndex} onClick={() => void cancel.run()}>
              Cancel
            </Button>
          ) : (
            <Button
              look={running ? "plain" : "primary"}
              icon={<RefreshCw />}
              className={styles.main}
              tabIndex={tabIndex}
              busy={stop.busy}
              onClick={() => {
                if (awsKey?.codeFrom?.kind === "typed") setUp.set({ step: "code", profileId })
                else void refresh.run(false)
              }}
            >
              {session.state !== "none"
                ? "Refresh"
                : session.center !== null
                  ? "Start"
                  : `Start for ${durationWords(session.durationSeconds)}`}
            </Button>
          )}
        </div>
      </div>
      {menu !== null && (
        <Menu label={`Actions for ${name}`} at={menu} items={items} onClose={() => openMenu(null)} />
      )}
    </div>
  )
}

/** The button that leads out of a failure, where there is one beside trying again. */
function nextStep(error: AppErrorData, session: Session, tabIndex: number, replace: () => void): ReactNode {
  if (error.kind === "section-not-ours") {
    return (
      <Button size="small" look="danger" tabIndex={tabIndex} onClick={replace}>
        Replace it
      </Button>
    )
  }
  const { keyId, center, profileId } = session
  if (center !== null && error.kind === "sso") {
    return (
      <Button
        size="small"
        tabIndex={tabIndex}
        onClick={() => setUp.set({ step: "center-sign-in", signInId: center.signInId })}
      >
        Sign in
      </Button>
    )
  }
  const device =
    ["mfa-account-missing", "code-needed", "yubikey"].includes(error.kind) ||
    (error.kind === "aws-refused" && error.refusal.startsWith("mfa-"))
  if (!device || keyId === null) return undefined
  return (
    <>
      <Button
        size="small"
        tabIndex={tabIndex}
        onClick={() => setUp.set({ step: "device", keyId, guided: false })}
      >
        MFA device
      </Button>
      <Button size="small" tabIndex={tabIndex} onClick={() => setUp.set({ step: "code", profileId })}>
        Type a code
      </Button>
    </>
  )
}
