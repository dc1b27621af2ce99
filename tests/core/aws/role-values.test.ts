import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  checkChainOptions,
  checkFederation,
  checkPolicy,
  checkRoleOptions,
} from "../../../src/core/aws/role-values.ts"
import type { RoleOptionsInput } from "../../../src/core/aws/role-values.ts"
import { AppError } from "../../../src/core/errors.ts"
import { roleOptions } from "../../../src/core/vault/role-options.ts"

const failure = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    const data = error instanceof AppError ? error.data : null
    return data?.kind === "aws-value" ? data.field : (data ?? error)
  }
  return "did not fail"
}

const tag = (key: string, value = "", transitive = false) => ({ key, value, transitive })
const check = (options: RoleOptionsInput) => failure(() => checkRoleOptions(options, "aws"))
const POLICY = '{ "Version": "2012-10-17",\n "Statement": [] }'
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"

describe("what goes with a role", () => {
  test.each<[RoleOptionsInput, string]>([
    [{ externalId: "a" }, "external-id"],
    [{ externalId: "two words" }, "external-id"],
    [{ externalId: "x".repeat(1_225) }, "external-id"],
    [{ sessionName: "a" }, "session-name"],
    [{ sessionName: "a/b" }, "session-name"],
    [{ sessionName: "x".repeat(65) }, "session-name"],
    [{ sourceIdentity: "aws:me" }, "source-identity"],
    [{ sourceIdentity: "x".repeat(65) }, "source-identity"],
    [{ tags: [tag("")] }, "tag-key"],
    [{ tags: [tag("aws:x")] }, "tag-key"],
    [{ tags: [tag("AWS:x")] }, "tag-key"],
    [{ tags: [tag("a*")] }, "tag-key"],
    [{ tags: [tag("x".repeat(129))] }, "tag-key"],
    [{ tags: [tag("a", "<b>")] }, "tag-value"],
    [{ tags: [tag("a", "x".repeat(257))] }, "tag-value"],
    [{ tags: [tag("Team"), tag("team")] }, "tags"],
    [{ tags: Array.from({ length: 51 }, (_, index) => tag(`t${index}`)) }, "tags"],
    [{ policy: "{" }, "session-policy"],
    [{ policy: "[]" }, "session-policy"],
    [{ policy: '{"Version":"2012-10-17"}' }, "session-policy"],
    [{ policy: `{"Statement":"${"x".repeat(2_048)}"}` }, "session-policy"],
    [{ policy: '{"Statement":"\u4e2d"}' }, "session-policy"],
    [{ policyArns: ["ReadOnlyAccess"] }, "policy-arn"],
    [{ policyArns: ["arn:aws:iam::123456789012:role/x"] }, "policy-arn"],
    [{ policyArns: [READ_ONLY, READ_ONLY] }, "policies"],
    [{ policyArns: Array.from({ length: 11 }, (_, index) => `${READ_ONLY}${index}`) }, "policies"],
  ])("%j is refused by its name", (options, field) => {
    expect(check(options)).toBe(field)
  })

  test.each<RoleOptionsInput>([
    { externalId: "ab" },
    { externalId: "a:b/c=d+e,f.g@h-i" },
    { externalId: "x".repeat(1_224), sessionName: "x".repeat(64), sourceIdentity: "ada@example.com" },
    { tags: [tag("Größe 1", ""), tag("x".repeat(128), "y".repeat(256), true)] },
    { tags: Array.from({ length: 50 }, (_, index) => tag(`t${index}`)) },
    { policy: POLICY, policyArns: [READ_ONLY, "arn:aws:iam::123456789012:policy/team/Ours"] },
  ])("%j is within AWS's bounds", (options) => {
    expect(check(options)).toBe("did not fail")
  })

  test("that is left empty is not said", () => {
    expect(checkRoleOptions({ externalId: "", policy: " \n" }, "aws")).toEqual(roleOptions.parse({}))
  })

  test("a policy loses the spaces that STS would count", () => {
    expect(checkPolicy(POLICY)).toBe('{"Version":"2012-10-17","Statement":[]}')
  })

  test("a policy of another partition is refused", () => {
    const foreign = { policyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] }
    expect(check(foreign)).toMatchObject({ kind: "aws-partition", problem: "mixed", other: "aws-cn" })
  })

  test("what is taken is what the vault takes", () => {
    const text = fc.string({ maxLength: 80, unit: "grapheme" })
    fc.assert(
      fc.property(
        fc.record({ externalId: text, sessionName: text, sourceIdentity: text }),
        fc.array(fc.record({ key: text, value: text, transitive: fc.boolean() })),
        (names, tags) => {
          const input = { ...names, tags }
          if (check(input) !== "did not fail") return
          const checked = checkRoleOptions(input, "aws")
          expect(roleOptions.parse(checked)).toEqual(checked)
        },
      ),
    )
  })
})

describe("the options of a chain", () => {
  const chain = (...options: RoleOptionsInput[]) => checkChainOptions(options, ["aws", "aws", "aws"])

  test("are one for each role, or none at all", () => {
    expect(chain()).toEqual([])
    expect(chain({}, { externalId: "" })).toEqual([])
    expect(chain({}, { externalId: "tenant-7" }).map(({ externalId }) => externalId)).toEqual([
      null,
      "tenant-7",
      null,
    ])
  })

  test("say a source identity once, and no passed-on tag anew", () => {
    expect(failure(() => chain({ sourceIdentity: "ada" }, { sourceIdentity: "ada" }))).toBe("did not fail")
    expect(failure(() => chain({ sourceIdentity: "ada" }, {}, { sourceIdentity: "bob" }))).toBe(
      "source-identity-chain",
    )
    expect(failure(() => chain({ tags: [tag("team", "a", true)] }, {}, { tags: [tag("Team")] }))).toBe(
      "transitive-tag",
    )
    expect(failure(() => chain({ tags: [tag("team", "a")] }, { tags: [tag("team")] }))).toBe("did not fail")
  })

  test("are not more than its roles, and its roles not more than fifty", () => {
    expect(failure(() => checkChainOptions([{}], []))).toBe("chain")
    expect(
      failure(() =>
        checkChainOptions(
          [],
          Array.from({ length: 50 }, () => "aws"),
        ),
      ),
    ).toBe("did not fail")
    expect(
      failure(() =>
        checkChainOptions(
          [],
          Array.from({ length: 51 }, () => "aws"),
        ),
      ),
    ).toBe("chain")
  })
})

describe("a sign-in of the user", () => {
  test("is limited as said, or by nothing", () => {
    expect(checkFederation({}, null)).toBeNull()
    expect(checkFederation({ policyArns: [READ_ONLY], durationSeconds: 900 }, "aws")).toEqual({
      policy: null,
      policyArns: [READ_ONLY],
      durationSeconds: 900,
    })
    for (const durationSeconds of [899, 129_601, 1_000.5])
      expect(failure(() => checkFederation({ durationSeconds }, null))).toBe("duration")
  })
})
