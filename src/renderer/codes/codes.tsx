import { useEffect, useMemo, useRef, useState } from "react"
import { Plus, SearchX } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { openEnrol } from "../enrol/enrol-state.ts"
import { accounts, appState, load, loadError } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { EmptyState } from "../ui/empty-state.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { pinAccount, removeAccount } from "./account-actions.ts"
import { AccountMenu } from "./account-menu.tsx"
import { followCodes } from "./code-store.ts"
import { copyCode, followClipboard } from "./copy.ts"
import { EditAccount } from "./edit-account.tsx"
import { FailureDialog } from "./failure-dialog.tsx"
import { List, type ListHandle } from "./list.tsx"
import { listAction, type ListAction } from "./list-keys.ts"
import { rowId } from "./row.tsx"
import { search, indexAccounts } from "./search.ts"
import { searchQuery, selectedAccount } from "./selection.ts"
import { SearchBox } from "./search-box.tsx"
import { focusSearch } from "./search-focus.ts"
import { useAltHeld } from "./use-alt-held.ts"
import { useTypeAnywhere } from "./use-type-anywhere.ts"
import { Welcome } from "./welcome.tsx"
import styles from "./codes.module.css"

type Opened =
  | { what: "menu"; account: AccountView; at: { x: number; y: number } }
  | { what: "edit" | "failure"; account: AccountView }

/** The main place: find a code, copy it. */
export function Codes() {
  const all = useStore(accounts)
  const failed = useStore(loadError)
  useEffect(() => followCodes(), [])
  useEffect(() => followClipboard(), [])
  useEffect(() => () => searchQuery.set(""), [])
  if (all === null) {
    return failed === null ? null : (
      <div className={styles.failed}>
        <ErrorNote error={failed}>
          <Button onClick={() => void load()}>Try again</Button>
        </ErrorNote>
      </div>
    )
  }
  return all.length === 0 ? <Welcome /> : <Found all={all} />
}

function Found({ all }: { all: readonly AccountView[] }) {
  const nextCode = useStore(appState, (app) => app?.settings.nextCode ?? "never")
  const query = useStore(searchQuery)
  const selectedId = useStore(selectedAccount)
  const [opened, open] = useState<Opened | null>(null)
  const [inList, setInList] = useState(false)
  const alt = useAltHeld()
  const list = useRef<ListHandle>(null)
  const index = useMemo(() => indexAccounts(all), [all])
  const hits = useMemo(() => search(index, query), [index, query])
  const chosen = selectedId === null ? -1 : hits.findIndex(({ account }) => account.id === selectedId)
  const selected = chosen < 0 && query.trim() !== "" && hits.length > 0 ? 0 : chosen
  // The first search ever is slow: let it be over before the first key.
  useEffect(() => {
    const timer = window.setTimeout(() => {
      for (const query of ["a", index.accounts[0]?.issuer ?? ""]) search(index, query)
    }, 1_000)
    return () => window.clearTimeout(timer)
  }, [index])
  const find = (next: string) => {
    searchQuery.set(next)
    selectedAccount.set(null)
    list.current?.toTop()
  }
  // What was chosen elsewhere (just added, just pinned) comes into sight.
  useEffect(() => {
    if (chosen >= 0) list.current?.show(chosen)
  }, [chosen])

  const act = (action: ListAction) => {
    if (action.do === "clear") {
      find("")
      focusSearch()
      return
    }
    if (action.do === "type") {
      document.querySelector<HTMLInputElement>("input[data-search]")?.focus()
      return
    }
    const account = hits[action.index]?.account
    if (account === undefined) return
    selectedAccount.set(account.id)
    list.current?.show(action.index)
    switch (action.do) {
      case "select":
        if (action.focus === "list") list.current?.focus()
        else focusSearch()
        break
      case "copy":
        void copyCode(account, action.which)
        break
      case "edit":
        open({ what: "edit", account })
        break
      case "pin":
        void pinAccount(account)
        break
      case "remove":
        selectedAccount.set((hits[action.index + 1] ?? hits[action.index - 1])?.account.id ?? null)
        void removeAccount(account)
        break
      case "menu": {
        const box = document.getElementById(rowId(account.id))?.getBoundingClientRect()
        open({ what: "menu", account, at: { x: (box?.right ?? 300) - 8, y: (box?.bottom ?? 300) - 8 } })
        break
      }
    }
  }
  const press = (focus: "search" | "list", event: KeyboardEvent) => {
    // A button inside a row has its own Enter and Space.
    if (event.isComposing || (event.target as HTMLElement).closest("button") !== null) return
    const view = list.current?.view() ?? { firstVisible: 0, visible: 0 }
    const { key, code, altKey, shiftKey } = event
    const action = listAction(
      { key, code, ctrl: event.ctrlKey || event.metaKey, alt: altKey, shift: shiftKey },
      { focus, query, count: hits.length, selected, ...view },
    )
    if (action === null) return
    if (action.do !== "type") event.preventDefault()
    act(action)
  }
  useTypeAnywhere((event) => press("search", event))
  return (
    <div className={styles.codes}>
      <h1 className="hidden-text">Codes</h1>
      <header className={styles.head}>
        <SearchBox
          query={query}
          count={hits.length}
          total={all.length}
          onQuery={find}
          onKeyDown={(event) => press("search", event.nativeEvent)}
        />
        <Button
          look="primary"
          icon={<Plus />}
          className={styles.add}
          aria-label="Add account"
          title="Add account (Ctrl+N)"
          onClick={() => openEnrol()}
        >
          <span className={styles.addText}>Add account</span>
        </Button>
      </header>
      {hits.length === 0 ? (
        <EmptyState
          art={<SearchX size={40} strokeWidth={1.5} />}
          title="No match"
          text={<>No account has “{query.trim()}” in its service, name or tags.</>}
        >
          <Button onClick={() => act({ do: "clear" })}>Show all accounts</Button>
        </EmptyState>
      ) : (
        <div className={styles.listBox} onFocus={() => setInList(true)} onBlur={() => setInList(false)}>
          <List
            ref={list}
            hits={hits}
            selected={selected}
            numbers={alt || inList}
            nextCode={nextCode}
            onKeyDown={(event) => press("list", event.nativeEvent)}
            onArrive={(first) => selectedAccount.set(hits[first]?.account.id ?? null)}
            onMenu={(account, at) => {
              selectedAccount.set(account.id)
              open({ what: "menu", account, at })
            }}
            onFailure={(account) => open({ what: "failure", account })}
          />
        </div>
      )}
      {opened?.what === "menu" && (
        <AccountMenu
          account={opened.account}
          at={opened.at}
          onEdit={() => open({ what: "edit", account: opened.account })}
          onClose={() => open((present) => (present?.what === "menu" ? null : present))}
        />
      )}
      {opened?.what === "edit" && <EditAccount account={opened.account} onClose={() => open(null)} />}
      {opened?.what === "failure" && <FailureDialog account={opened.account} onClose={() => open(null)} />}
    </div>
  )
}
