import { expect, test } from "vitest"
import { fold, indexAccounts, readQuery, search } from "../../../src/renderer/codes/search.ts"
import type { AccountView } from "../../../src/shared/ipc/views.ts"

function account(issuer: string, name: string, tags: string[] = [], note = ""): AccountView {
  return {
    id: `${issuer}/${name}`,
    issuer,
    account: name,
    type: "totp",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    tags,
    pinned: false,
    note,
    mark: "",
    uses: 0,
    usedAtMs: null,
    trashedAtMs: null,
  }
}

const index = indexAccounts([
  account("Amazon Web Services", "mona@123456789012"),
  account("DigitalOcean", "team@octo.example"),
  account("GitHub", "mona@octo.example"),
  account("GitLab", "mona"),
  account("Légitime Bank", "zoë"),
  account("Mailbox", "git@example.com"),
  account("Cloudflare", "infra@octo.example", ["work", "dns"]),
  account("", "only-a-name@example.com"),
  account("Slack", "mona@octo.example", ["Work", "on call"], "Spare phone in the drawer of Zoë"),
  account("🦊 Fox", "c++"),
])

const found = (query: string) =>
  search(index, query).map(({ account: { issuer, account: name } }) => issuer || name)

test("an empty query leaves everything in its order", () => {
  expect(found("  ")).toEqual(index.accounts.map(({ issuer, account: name }) => issuer || name))
})

test("an issuer that begins with the query comes before an account that holds it", () => {
  expect(found("git").slice(0, 2).sort()).toEqual(["GitHub", "GitLab"])
  expect(found("git")).toContain("Mailbox")
})

test("words may stand in any order, in issuer and account", () => {
  expect(found("octo git")[0]).toBe("GitHub")
  expect(found("mona amazon")[0]).toBe("Amazon Web Services")
})

test("one slip a word is forgiven", () => {
  expect(found("gihub")).toContain("GitHub")
  expect(found("amzaon")).toContain("Amazon Web Services")
  expect(found("cloudfkare")).toContain("Cloudflare")
})

test("initials find a service of several words, and are marked nowhere", () => {
  expect(found("aws")[0]).toBe("Amazon Web Services")
  expect(search(index, "aws")[0]).toMatchObject({ issuer: [], name: [], tag: null })
})

test("accents and case do not matter", () => {
  expect(found("LEGITIME")).toEqual(["Légitime Bank"])
  expect(found("zoe")[0]).toBe("Légitime Bank")
})

test("a tag finds its account and is told", () => {
  const [hit] = search(index, "dns")
  expect(hit?.account.issuer).toBe("Cloudflare")
  expect(hit?.tag).toBe("dns")
  expect(search(index, "cloudf")[0]?.tag).toBeNull()
})

test("what is neither letter nor digit is found as it stands", () => {
  expect(found("🦊")).toEqual(["🦊 Fox"])
  expect(found("++")).toEqual(["🦊 Fox"])
})

test("nothing is found where nothing fits", () => {
  expect(found("zzzqq")).toEqual([])
})

test("an account without an issuer is found by its name", () => {
  expect(found("only")).toEqual(["only-a-name@example.com"])
})

test("the marked parts are what was typed", () => {
  const [hit] = search(index, "octo git")
  const marks = (text: string, ranges: readonly (readonly [number, number])[]) =>
    ranges.map(([from, to]) => text.slice(from, to).toLowerCase())
  expect(marks(hit!.account.issuer, hit!.issuer)).toEqual(["git"])
  expect(marks(hit!.account.account, hit!.name)).toEqual(["octo"])
})

test("folding keeps every place", () => {
  for (const text of ["Légitime", "ﬁx", "İstanbul", "🦊e\u0301", "ẞ"])
    expect(fold(text)).toHaveLength(text.length)
})

test("# keeps to a tag, from its first letters, whatever its case and spaces", () => {
  expect(found("#work")).toEqual(["Cloudflare", "Slack"])
  expect(found("#wo")).toEqual(["Cloudflare", "Slack"])
  expect(found("#oncall")).toEqual(["Slack"])
  expect(found("#work #dns")).toEqual(["Cloudflare"])
  expect(found("infra #work")).toEqual(["Cloudflare"])
  expect(found("#nothing")).toEqual([])
  expect(found("#")).toHaveLength(index.accounts.length)
})

test("# finds no name, and a # inside a word is part of it", () => {
  expect(found("#git")).toEqual([])
  expect(readQuery("mona#0001 #work")).toEqual({ words: "mona#0001", tags: ["work"] })
})

test("a chosen tag keeps to exactly that one", () => {
  const chosen = (query: string, tag: string) =>
    search(index, query, tag).map(({ account: { issuer } }) => issuer)
  expect(chosen("", "work")).toEqual(["Cloudflare", "Slack"])
  expect(chosen("", "wor")).toEqual([])
  expect(chosen("slack", "work")).toEqual(["Slack"])
  expect(chosen("github", "work")).toEqual([])
})

test("a note is found as it is written, after all names, and the row says so", () => {
  expect(found("drawer of zoe")).toEqual(["Slack"])
  expect(search(index, "spare phone")[0]?.tag).toBe("note")
  expect(found("zoe")).toEqual(["Légitime Bank", "Slack"])
  expect(found("drawwer")).toEqual([])
})
