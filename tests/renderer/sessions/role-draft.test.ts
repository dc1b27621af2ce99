import { describe, expect, it } from "vitest"
import {
  emptyRole,
  hasOptions,
  longestSeconds,
  roleDrafts,
  sentRoles,
} from "../../../src/renderer/sessions/role-draft.ts"

const A = "arn:aws:iam::123456789012:role/A"
const B = "arn:aws:iam::123456789012:role/B"

describe("the roles of a profile, as they are typed", () => {
  it("come back as they were sent", () => {
    const roleOptions = [
      {
        ...{ externalId: "tenant-7", sessionName: null, sourceIdentity: "mona", policy: '{"Statement":[]}' },
        tags: [
          { key: "team", value: "ops=1", transitive: false },
          { key: "empty", value: "", transitive: false },
          { key: "project", value: "blue", transitive: true },
        ],
        policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/Other"],
      },
    ]
    const drafts = roleDrafts({ roleArns: [A, B], roleOptions })
    expect(drafts[0]).toMatchObject({ tags: "team=ops=1, empty=", passedOn: "project=blue" })
    expect(drafts.map(hasOptions)).toEqual([true, false])
    const sent = sentRoles(drafts)
    expect(sent.roleArns).toEqual([A, B])
    expect(sent.roleOptions[0]).toEqual({ ...roleOptions[0], sessionName: "" })
    expect(sent.roleOptions[1]).toMatchObject({ externalId: "", tags: [], policyArns: [] })
  })

  it("begin with one empty row, which is no role", () => {
    const drafts = roleDrafts(null)
    expect(drafts).toHaveLength(1)
    expect(sentRoles(drafts)).toEqual({ roleArns: [], roleOptions: [] })
  })

  it("are several where several ARNs were pasted into one", () => {
    expect(sentRoles([{ ...emptyRole(`${A}\n ${B}`), externalId: " x " }])).toMatchObject({
      roleArns: [A, B],
      roleOptions: [{ externalId: "x" }, { externalId: "x" }],
    })
  })

  it("read a tag without a value, and none where a comma stands alone", () => {
    const { roleOptions } = sentRoles([{ ...emptyRole(A), tags: "team, ,cost = 7 ," }])
    expect(roleOptions[0]?.tags).toEqual([
      { key: "team", value: "", transitive: false },
      { key: "cost", value: "7", transitive: false },
    ])
  })
})

describe("the longest session", () => {
  it("is 36 hours of a user, 12 of one role, one of a chain or from a session", () => {
    expect(longestSeconds(0, "auto")).toBe(129_600)
    expect(longestSeconds(1, "auto")).toBe(43_200)
    expect(longestSeconds(1, "direct")).toBe(43_200)
    expect(longestSeconds(1, "session")).toBe(3_600)
    expect(longestSeconds(2, "direct")).toBe(3_600)
  })
})
