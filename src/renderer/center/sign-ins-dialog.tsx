import { useState } from "react"
import { Building2, Ellipsis, ListChecks, LogIn, LogOut, Plus, Trash2 } from "lucide-react"
import type { SignInView, SsoOverview } from "../../shared/ipc/sso-contract.ts"
import { call } from "../api.ts"
import { setUp } from "../sessions/set-up-state.ts"
import { clockWords } from "../sessions/time-words.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Menu } from "../ui/menu.tsx"
import { Name } from "../ui/name.tsx"
import { useTimeText } from "../ui/tick.ts"
import { useAction } from "../ui/use-action.ts"
import { NewSignIn } from "./new-sign-in.tsx"
import styles from "./center.module.css"

/** Where a person signs in, and one more. */
export function SignInsDialog({ overview, onClose }: { overview: SsoOverview; onClose: () => void }) {
  const { signIns } = overview
  const [adding, setAdding] = useState(signIns.length === 0)
  if (adding) {
    const back = signIns.length === 0 ? onClose : () => setAdding(false)
    return <NewSignIn found={overview.found} onBack={back} onClose={onClose} />
  }
  return (
    <Dialog
      title="IAM Identity Center"
      onClose={onClose}
      actions={
        <>
          <Button className={styles.spread} icon={<Plus />} onClick={() => setAdding(true)}>
            Add a sign-in
          </Button>
          <Button data-cancel onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <ul className={styles.list} aria-label="Sign-ins">
        {signIns.map((signIn) => (
          <SignInRow key={signIn.id} signIn={signIn} />
        ))}
      </ul>
    </Dialog>
  )
}

const STATES = { "signed-in": "Signed in", "signed-out": "Signed out", ended: "Sign in again" } as const

function SignInRow({ signIn }: { signIn: SignInView }) {
  const { id, name, startUrl, region, state } = signIn
  const [menu, openMenu] = useState<{ x: number; y: number } | null>(null)
  const act = useAction(async (channel: "sso:sign-out" | "sso:remove") => {
    await call(channel, { signInId: id })
  })
  const until = useTimeText((nowMs) =>
    state === "signed-in" && !signIn.renewable && signIn.expiresAtMs !== null
      ? ` until ${clockWords(signIn.expiresAtMs, nowMs)}`
      : "",
  )
  const isIn = state === "signed-in"
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <Building2 className={styles.icon} aria-hidden="true" />
        <div className={styles.words}>
          <p className={styles.name}>
            <Name>{name}</Name>
            <span className={styles.state} data-state={state}>
              {STATES[state]}
              {until}
            </span>
          </p>
          <p className={styles.about}>
            {new URL(startUrl).host}, {region}
          </p>
        </div>
        <Button
          size="small"
          look={isIn ? "plain" : "primary"}
          icon={isIn ? <ListChecks /> : <LogIn />}
          aria-label={isIn ? `Accounts and roles of ${name}` : `Sign in to ${name}`}
          onClick={() => setUp.set({ step: isIn ? "center-roles" : "center-sign-in", signInId: id })}
        >
          {isIn ? "Roles" : "Sign in"}
        </Button>
        <IconButton
          label={`Actions for sign-in ${name}`}
          icon={<Ellipsis />}
          aria-haspopup="menu"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            openMenu({ x: box.right, y: box.bottom + 4 })
          }}
        />
      </div>
      {act.error !== null && <ErrorNote error={act.error} />}
      {menu !== null && (
        <Menu
          label={`Actions for sign-in ${name}`}
          at={menu}
          onClose={() => openMenu(null)}
          items={[
            {
              label: "Sign in again",
              icon: <LogIn />,
              run: () => setUp.set({ step: "center-sign-in", signInId: id }),
            },
            {
              label: "Sign out",
              icon: <LogOut />,
              disabled: state === "signed-out",
              run: () => void act.run("sso:sign-out"),
            },
            "line",
            {
              label: "Remove sign-in",
              icon: <Trash2 />,
              danger: true,
              run: () => void act.run("sso:remove"),
            },
          ]}
        />
      )}
    </li>
  )
}
