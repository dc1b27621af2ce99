import { describe, expect, it } from "vitest"
import { searchSessions, searchText } from "../../../src/renderer/sessions/search-sessions.ts"
import { card, fullAws } from "../harness/sample-aws.ts"

const [key] = fullAws(0).keys
const sessions = [
  card(0, { name: "prod-admin", accountId: "556677889900", region: "eu-central-1" }),
  card(1, { name: "dev", accountId: "123456789012", region: "us-east-1" }),
  card(2, { name: "billing", roleArns: ["arn:aws:iam::556677889900:role/Auditor"], accountId: null }),
]
const find = (query: string) =>
  searchSessions(sessions, (each) => searchText(each, key ?? null), query).map(({ name }) => name)

describe("a search in the sessions", () => {
  it.each([
    ["", ["prod-admin", "dev", "billing"]],
    ["prod", ["prod-admin"]],
    ["admin prod", ["prod-admin"]],
    ["biling", ["billing"]],
    ["5566-7788", ["prod-admin"]],
    ["556677889900", ["prod-admin"]],
    ["us-east", ["dev"]],
    ["auditor", ["billing"]],
    ["nothing like it", []],
    ["→", []],
  ])("for “%s” finds %j", (query, names) => {
    expect(find(query)).toEqual(names)
  })

  it("keeps to those that have it as it was typed, where there are any", () => {
    const teams = Array.from({ length: 120 }, (_, at) => card(at, { name: `team-${at}`, accountId: null }))
    const found = searchSessions(teams, (each) => searchText(each, null), "team-5").map(({ name }) => name)
    expect(found.every((name) => name.startsWith("team-5"))).toBe(true)
    expect(found).toHaveLength(11)
    expect(searchSessions(teams, (each) => searchText(each, null), "taem-5").length).toBeGreaterThan(0)
  })
})
