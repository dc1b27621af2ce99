import { useEffect, useMemo, useRef, useState, type SyntheticEvent } from "react"
import { RefreshCw, Search } from "lucide-react"
import type { RoleRow, SignInView } from "../../shared/ipc/sso-contract.ts"
import type { SessionCard } from "../../shared/ipc/views.ts"
import { searchRoles } from "../../shared/search-roles.ts"
import { call, on } from "../api.ts"
import { regions } from "../sessions/regions.ts"
import { RenewChoice } from "../sessions/renew-choice.tsx"
import { setUp } from "../sessions/set-up-state.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { Name } from "../ui/name.tsx"
import { Progress } from "../ui/progress.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./center.module.css"

const keyOf = ({ accountId, roleName }: RoleRow) => `${accountId} ${roleName}`
/** More rows than anybody reads; the search finds the others. */
const MOST_SHOWN = 200

/** What a person may do where: chosen, named, and made into profiles. */
export function RolesDialog({ signIn, onClose }: { signIn: SignInView; onClose: () => void }) {
  const { id: signInId, name } = signIn
  const [rows, setRows] = useState<readonly RoleRow[] | null>(null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const [region, setRegion] = useState("")
  const [renew, setRenew] = useState<SessionCard["renew"]>("auto")
  const listing = useAction(async () => {
    setRows((await call("sso:roles", { signInId })).rows)
  })
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void listing.run()
  })
  const make = useAction(async () => {
    const byKey = new Map((rows ?? []).map((row) => [keyOf(row), row]))
    const profiles = [...chosen].flatMap(([key, profile]) => {
      const row = byKey.get(key)
      if (row === undefined) return []
      const { accountId, accountName, roleName } = row
      return [{ name: profile.trim(), accountId, accountName, roleName }]
    })
    await call("sso:add-profiles", { signInId, profiles, region: region.trim() || null, renew })
    toast(
      profiles.length === 1
        ? `Made the profile ${profiles[0]?.name ?? ""}.`
        : `Made ${profiles.length} profiles.`,
    )
    onClose()
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (chosen.size > 0) void make.run()
  }
  const close = () => {
    if (listing.busy) call("sso:cancel", { signInId }).catch(() => undefined)
    onClose()
  }
  const error = make.error ?? (listing.error?.kind === "cancelled" ? null : listing.error)
  const mustSignIn = error?.kind === "sso" && ["signed-out", "revoked"].includes(error.problem)
  return (
    <Dialog
      title={`Accounts and roles of ${cleanName(name)}`}
      size="large"
      keep={chosen.size > 0}
      onClose={close}
      actions={
        <>
          <Button
            className={styles.spread}
            icon={<RefreshCw />}
            busy={listing.busy}
            onClick={() => void listing.run()}
          >
            Look again
          </Button>
          <FormFoot form="center-roles" busy={make.busy} disabled={chosen.size === 0} onCancel={close}>
            {chosen.size < 2 ? "Make the profile" : `Make ${chosen.size} profiles`}
          </FormFoot>
        </>
      }
    >
      <form id="center-roles" className={styles.form} onSubmit={submit}>
        {error !== null && (
          <ErrorNote error={error}>
            {mustSignIn && (
              <Button size="small" onClick={() => setUp.set({ step: "center-sign-in", signInId })}>
                Sign in
              </Button>
            )}
          </ErrorNote>
        )}
        {rows === null && listing.busy && <Listing signInId={signInId} />}
        {rows !== null && <Roles rows={rows} chosen={chosen} onChoose={setChosen} />}
        {chosen.size > 0 && (
          <div className={styles.pair}>
            <Field
              label="Region"
              aside="optional"
              placeholder="eu-central-1"
              list="center-profile-regions"
              value={region}
              maxLength={60}
              hint="Written to AWS’s config file for these profiles."
              onChange={(event) => setRegion(event.target.value)}
            />
            <datalist id="center-profile-regions">
              {regions.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
            <RenewChoice renew={renew} seconds={3_600} onChange={setRenew} />
          </div>
        )}
      </form>
    </Dialog>
  )
}

function Listing({ signInId }: { signInId: string }) {
  const [{ done, total }, setProgress] = useState({ done: 0, total: 0 })
  useEffect(
    () =>
      on("sso:progress", (progress) => {
        if (progress.signInId === signInId) setProgress(progress)
      }),
    [signInId],
  )
  return <Progress label="Asking AWS for your accounts and roles…" done={done} total={total} />
}

interface RolesProps {
  rows: readonly RoleRow[]
  /** Names of profiles, by account and role. */
  chosen: ReadonlyMap<string, string>
  onChoose: (chosen: ReadonlyMap<string, string>) => void
}

function Roles({ rows, chosen, onChoose }: RolesProps) {
  const [query, setQuery] = useState("")
  const hits = useMemo(() => searchRoles(rows, query), [rows, query])
  const shown = hits.slice(0, MOST_SHOWN)
  const byAccount = new Map<string, RoleRow[]>()
  for (const row of shown) byAccount.set(row.accountId, [...(byAccount.get(row.accountId) ?? []), row])
  const set = (key: string, profile: string | null) => {
    const next = new Map(chosen)
    if (profile === null) next.delete(key)
    else next.set(key, profile)
    onChoose(next)
  }
  return (
    <>
      <Field
        label="Search"
        data-autofocus
        type="search"
        placeholder="Account, number or role"
        value={query}
        trailing={<Search className={styles.searchIcon} aria-hidden="true" />}
        onChange={(event) => setQuery(event.target.value)}
      />
      <p className={styles.count} role="status">
        {countWords(rows, hits.length, shown.length)}
      </p>
      <div className={styles.accounts}>
        {[...byAccount].map(([accountId, ofAccount]) => (
          <section key={accountId} aria-label={`Account ${nameOf(ofAccount)} ${accountId}`}>
            <h3 className={styles.account}>
              <Name>{nameOf(ofAccount) || accountId}</Name>
              <span className={styles.number}>{accountId}</span>
            </h3>
            <ul className={styles.list}>
              {ofAccount.map((row) => (
                <Role
                  key={keyOf(row)}
                  row={row}
                  profile={chosen.get(keyOf(row)) ?? null}
                  onChange={(profile) => set(keyOf(row), profile)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

/** Empty where nobody gave it a name. */
const nameOf = ([first]: readonly RoleRow[]): string => first?.accountName ?? ""

function countWords(rows: readonly RoleRow[], hits: number, shown: number): string {
  const accounts = new Set(rows.map(({ accountId }) => accountId)).size
  if (hits === 0) return "Nothing has these words."
  if (hits > shown) return `The first ${shown} of ${hits} roles. Search to see the others.`
  const roles = `${hits} role${hits === 1 ? "" : "s"}`
  return hits === rows.length
    ? `${roles} in ${accounts} account${accounts === 1 ? "" : "s"}`
    : `${roles} found`
}

interface RoleProps {
  row: RoleRow
  /** The name of the profile to make; null: not chosen. */
  profile: string | null
  onChange: (profile: string | null) => void
}

function Role({ row, profile, onChange }: RoleProps) {
  const { roleName, accountName, suggestedName } = row
  return (
    <li className={styles.item}>
      <div className={styles.role}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={profile !== null}
            onChange={(event) => onChange(event.target.checked ? suggestedName : null)}
          />
          <span>{roleName}</span>
        </label>
        {profile !== null ? (
          <input
            className={styles.profile}
            aria-label={`Profile name for ${roleName} in ${accountName}`}
            spellCheck={false}
            autoComplete="off"
            maxLength={128}
            value={profile}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          row.profile !== null && <span className={styles.has}>has the profile {row.profile}</span>
        )}
      </div>
    </li>
  )
}
