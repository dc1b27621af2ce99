import { useEffect, useMemo, useRef, useState } from "react"
import { Plus, SearchX } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { openEnrol } from "../enrol/enrol-state.ts"
import { loadMarks } from "../marks/load-marks.ts"
import { accounts, appState, load, loadError, place, sortAgain } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { EmptyState } from "../ui/empty-state.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { SearchBox } from "../ui/search-box.tsx"
import { pinAccount, removeAccount } from "./account-actions.ts"
import { AccountMenu } from "./account-menu.tsx"
import { followCodes } from "./code-store.ts"
import { copyCode, followClipboard } from "./copy.ts"
import { EditAccount } from "./edit-account.tsx"
import { FailureDialog } from "./failure-dialog.tsx"
import { listAction, type ListAction } from "./list-keys.ts"
import { ListMenu } from "./list-menu.tsx"
import { List, type ListHandle } from "./list.tsx"
import { moveAccount } from "./move-account.ts"
import { pinPicked, PickBar, removePicked } from "./pick-bar.tsx"
import { stillThere } from "./pick.ts"
import { pickAll, pickFrom, pickRow, pickTo, stopPicking } from "./picking.ts"
import { rowId } from "./row.tsx"
import { focusSearch } from "./search-focus.ts"
import { search, indexAccounts } from "./search.ts"
import { chosenTag, codesView, picked, searchQuery, selectedAccount } from "./selection.ts"
import { TagBar } from "./tag-bar.tsx"
import { Trash } from "./trash.tsx"
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
  const view = useStore(codesView)
  useEffect(() => {
    sortAgain()
    document.addEventListener("visibilitychange", sortAgain)
    return () => {
      document.removeEventListener("visibilitychange", sortAgain)
      searchQuery.set("")
      chosenTag.set(null)
      stopPicking()
      if (place.get() !== "codes") codesView.set("list")
    }
  }, [])
  useEffect(() => {
    if (all !== null) loadMarks()
  }, [all])
  if (all === null) {
    return failed === null ? null : (
      <div className={styles.failed}>
        <ErrorNote error={failed}>
          <Button onClick={() => void load()}>Try again</Button>
        </ErrorNote>
      </div>
    )
  }
  if (view === "trash") return <Trash />
  return all.length === 0 ? <Welcome /> : <Found all={all} />
}

function Found({ all }: { all: readonly AccountView[] }) {
  const nextCode = useStore(appState, (app) => app?.settings.nextCode ?? "never")
  const sort = useStore(appState, (app) => app?.settings.sort ?? "name")
  const query = useStore(searchQuery)
  const tag = useStore(chosenTag)
  const picking = useStore(picked)
  const selectedId = useStore(selectedAccount)
  const [opened, open] = useState<Opened | null>(null)
  const [inList, setInList] = useState(false)
  const alt = useAltHeld()
  const list = useRef<ListHandle>(null)
  const index = useMemo(() => indexAccounts(all), [all])
  const hits = useMemo(() => search(index, query, tag), [index, query, tag])
  const chosen = selectedId === null ? -1 : hits.findIndex(({ account }) => account.id === selectedId)
  const selected = chosen < 0 && query.trim() !== "" && hits.length > 0 ? 0 : chosen
  useEffect(() => pickFrom(() => hits.map(({ account }) => account.id)), [hits])
  useEffect(() => {
    const there = new Set(all.map(({ id }) => id))
    picked.update((present) => (present === null ? null : stillThere(present, there)))
    // The last account that had it lost it.
    chosenTag.update((present) =>
      present === null || search(index, "", present).length > 0 ? present : null,
    )
  }, [all, index])
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

  const pickedAccounts = () => all.filter(({ id }) => picking?.has(id))
  const act = (action: ListAction) => {
    if (action.do === "pick-end") {
      stopPicking()
      return
    }
    if (action.do === "pick-all") {
      pickAll()
      return
    }
    if (action.do === "clear") {
      chosenTag.set(null)
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
      case "move":
        void moveAccount(action.index, action.to)
        break
      case "pick":
        if (action.how === "range") {
          // From the row where the focus was before this key.
          selectedAccount.set(hits[selected]?.account.id ?? account.id)
          pickTo(account.id)
          selectedAccount.set(account.id)
        } else pickRow(account.id)
        list.current?.focus()
        break
      case "pin":
        if (picking !== null) pinPicked(pickedAccounts())
        else void pinAccount(account)
        break
      case "remove":
        if (picking !== null) {
          removePicked(pickedAccounts())
          break
        }
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
      { focus, query: query + (tag ?? ""), count: hits.length, selected, picking: picking !== null, ...view },
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
          label="Search accounts"
          placeholder={all.length === 1 ? "Search" : `Search ${all.length} accounts`}
          query={query}
          count={hits.length}
          spoken={foundWords(hits.length, all.length)}
          autoFocus
          onQuery={find}
          onKeyDown={(event) => press("search", event.nativeEvent)}
        />
        <ListMenu />
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
      <TagBar accounts={all} onChoose={() => list.current?.toTop()} />
      {hits.length === 0 ? (
        <div className={cx(styles.none, "above-toast")}>
          <EmptyState
            art={<SearchX size={40} strokeWidth={1.5} />}
            title="No match"
            text={
              <>
                No account has “{query.trim()}” in its service, name, tags or note
                {tag !== null && <>, and the tag “{tag}”</>}.
              </>
            }
          >
            <Button onClick={() => act({ do: "clear" })}>Show all accounts</Button>
          </EmptyState>
        </div>
      ) : (
        <div className={styles.listBox} onFocus={() => setInList(true)} onBlur={() => setInList(false)}>
          <List
            ref={list}
            hits={hits}
            selected={selected}
            focused={inList}
            numbers={alt || inList}
            nextCode={nextCode}
            onKeyDown={(event) => press("list", event.nativeEvent)}
            onArrive={(first) => selectedAccount.set(hits[first]?.account.id ?? null)}
            onMenu={(account, at) => {
              selectedAccount.set(account.id)
              open({ what: "menu", account, at })
            }}
            onFailure={(account) => open({ what: "failure", account })}
            onMove={
              sort === "own" && query.trim() === "" && tag === null
                ? (from, to) => void moveAccount(from, to)
                : null
            }
          />
        </div>
      )}
      <PickBar all={all} />
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

const foundWords = (count: number, total: number): string =>
  count === 0 ? "No account matches." : `${count} of ${total} accounts. Enter copies the first.`
