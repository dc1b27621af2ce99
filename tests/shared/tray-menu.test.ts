import { describe, expect, it } from "vitest"
import type { AccountView, SessionCard } from "../../src/shared/ipc/views.ts"
import {
  trayMenu,
  trayStanding,
  trayTip,
  type TrayEntry,
  type TrayState,
} from "../../src/shared/tray-menu.ts"
import { sampleAccounts } from "../renderer/harness/sample-accounts.ts"
import { card } from "../renderer/harness/sample-aws.ts"

const NOW_MS = 1_800_000_000_000
const MINUTE_MS = 60_000
const live = (leftMinutes: number, wholeMinutes = 720): Partial<SessionCard> => ({
  state: "valid",
  issuedAtMs: NOW_MS - (wholeMinutes - leftMinutes) * MINUTE_MS,
  expiresAtMs: NOW_MS + leftMinutes * MINUTE_MS,
})
const account = (issuer: string, more: Partial<AccountView> = {}): AccountView => ({
  ...sampleAccounts(1)[0]!,
  ...{
    id: issuer,
    issuer,
    account: "mona",
    type: "totp",
    pinned: false,
    uses: 0,
    trashedAtMs: null,
    ...more,
  },
})
const opened = (more: Partial<Extract<TrayState, { locked: false }>> = {}): TrayState => ({
  ...{ locked: false, canLock: true, sessions: [], accounts: [], ...more },
})
const labels = (entries: readonly TrayEntry[]) =>
  entries.map((entry) => ("label" in entry ? entry.label : "-"))
const entryOf = (entries: readonly TrayEntry[], begin: string) =>
  entries.find((entry) => "label" in entry && entry.label.startsWith(begin))

describe("the menu of the tray", () => {
  it("has the sessions, most urgent first, with what is left of each", () => {
    const sessions = [
      card(0, { name: "idle" }),
      card(1, { name: "long", ...live(192) }),
      card(2, { name: "short", ...live(9) }),
    ]
    expect(labels(trayMenu(opened({ sessions }), NOW_MS))).toEqual([
      "Sessions",
      "short  –  9 min left",
      "long  –  3 h 12 min left",
      "idle  –  not started",
      "-",
      "Open Keycard",
      "Lock now",
      "-",
      "Quit Keycard",
    ])
  })

  it("starts what does not run, and stops what does", () => {
    const sessions = [card(0, { name: "idle" }), card(1, { name: "runs", ...live(60) })]
    const menu = trayMenu(opened({ sessions }), NOW_MS)
    const below = (name: string) => {
      const entry = entryOf(menu, name)
      return entry?.kind === "menu" ? labels(entry.entries) : []
    }
    expect(below("idle")).toEqual(["Start", "Show in Keycard"])
    expect(below("runs")).toEqual(["Refresh", "Stop", "Show in Keycard"])
  })

  it("calls off what is under way", () => {
    const entry = entryOf(trayMenu(opened({ sessions: [card(0, { name: "a", busy: true })] }), NOW_MS), "a")
    expect(entry).toMatchObject({ label: "a  –  asking AWS…", entries: [{ action: { do: "cancel" } }, {}] })
  })

  it("names as many sessions as fit, and leads to the rest", () => {
    const sessions = Array.from({ length: 200 }, (_, index) => card(index, { name: `p${index}` }))
    const menu = trayMenu(opened({ sessions }), NOW_MS)
    expect(menu.filter(({ kind }) => kind === "menu")).toHaveLength(13)
    const rest = entryOf(menu, "188 more")
    const below = rest?.kind === "menu" ? rest.entries : []
    expect(below).toHaveLength(61)
    expect(below.at(-1)).toMatchObject({ label: "All in Keycard…", action: { do: "open-session" } })
  })

  it("copies the codes of pinned accounts, then of those used most", () => {
    const accounts = [
      account("Seldom", { uses: 1 }),
      account("Often", { uses: 9 }),
      account("Pinned", { pinned: true }),
      account("Never"),
      account("Counts", { pinned: true, type: "hotp" }),
      account("Gone", { pinned: true, trashedAtMs: 1 }),
    ]
    const menu = trayMenu(opened({ accounts }), NOW_MS)
    const from = labels(menu).indexOf("Copy a code")
    expect(labels(menu).slice(from + 1, from + 5)).toEqual([
      "Pinned: mona",
      "Often: mona",
      "Seldom: mona",
      "-",
    ])
    expect(entryOf(menu, "Often")).toMatchObject({ action: { do: "copy-code", accountId: "Often" } })
  })

  it("tells no name while Keycard is locked", () => {
    expect(labels(trayMenu({ locked: true }, NOW_MS))).toEqual([
      "Keycard is locked",
      "Unlock…",
      "-",
      "Quit Keycard",
    ])
    expect(trayTip({ locked: true }, NOW_MS)).toBe("Keycard, locked")
  })

  it("offers no lock where there is no passphrase", () => {
    expect(labels(trayMenu(opened({ canLock: false }), NOW_MS))).toEqual([
      "Open Keycard",
      "-",
      "Quit Keycard",
    ])
  })

  it("shows a name without what could make it look like another", () => {
    const name = `a\u202eb\n${"x".repeat(80)}`
    const [, entry] = trayMenu(opened({ sessions: [card(0, { name })] }), NOW_MS)
    expect(labels([entry!])[0]).toMatch(/^abx{45}… {2}–/)
  })
})

describe("what is left of a session", () => {
  const words = (more: Partial<SessionCard>) => trayStanding(card(0, more), NOW_MS)

  it.each([
    [live(192), "3 h 12 min left"],
    [live(0.5), "under a minute left"],
    [live(-1), "expired"],
    [{}, "not started"],
    [{ ...live(300), renew: "auto", renewalWaits: "person" }, "needs you"],
    [{ ...live(10), renew: "auto", nextRenewalAtMs: NOW_MS + 4.5 * MINUTE_MS }, "renews in 4 min"],
    [{ ...live(10), renew: "auto", nextRenewalAtMs: NOW_MS }, "renews now"],
    [{ ...live(300), renew: "auto", nextRenewalAtMs: NOW_MS + 280 * MINUTE_MS }, "renews in 4 h 40 min"],
    [{ ...live(300), renew: "auto", renewalWaits: "offline" }, "5 h left"],
  ] as [Partial<SessionCard>, string][])("%j: %s", (more, expected) => {
    expect(words(more)).toBe(expected)
  })

  it("stands at the icon for the session that needs a look first", () => {
    const sessions = [card(0, { name: "long", ...live(300) }), card(1, { name: "prod", ...live(7) })]
    expect(trayTip(opened({ sessions }), NOW_MS)).toBe("Keycard: prod, 7 min left")
  })
})
