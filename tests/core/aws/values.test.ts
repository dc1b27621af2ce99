import { describe, expect, test } from "vitest"
import { assumedRoleArn, parseArn, roleSessionName } from "../../../src/core/aws/arn.ts"
import { isMisreadByAwsConfigure, profileNameProblem } from "../../../src/core/aws/profile-name.ts"
import { refusalError } from "../../../src/core/aws/refusals.ts"
import { byUrgency, endingMsOf, stateOf } from "../../../src/core/aws/renewal.ts"
import type { SessionView } from "../../../src/core/aws/service.ts"
import { suggestAccountFor } from "../../../src/core/aws/suggest-account.ts"
import { checkDuration, checkRegion, checkRoleArn } from "../../../src/core/aws/values.ts"
import type { Account } from "../../../src/core/vault/schema.ts"

describe("a profile's name", () => {
  test.each(["dev", "default", "a", "team/dev", "ada@work.example", "x:y+z%1", "_a", "9"])(
    "%j is safe",
    (name) => {
      expect(profileNameProblem(name)).toBeNull()
    },
  )

  test.each([
    ["", "empty"],
    ["x".repeat(129), "too-long"],
    ["my prof", "characters"],
    ["prôf", "characters"],
    ["a\nb", "characters"],
    ["[a]", "characters"],
    ["-a", "characters"],
    ["a#b", "characters"],
    ["profile a", "characters"],
    ["DEFAULT", "reserved"],
    ["Default", "reserved"],
    ["__proto__", "reserved"],
    ["constructor", "reserved"],
  ])("%j is refused: %s", (name, problem) => {
    expect(profileNameProblem(name)).toBe(problem)
  })

  test("that aws configure would misread is named", () => {
    expect(["p", "s", "in", "plug"].every(isMisreadByAwsConfigure)).toBe(true)
    expect(isMisreadByAwsConfigure("dev")).toBe(false)
  })
})

describe("values", () => {
  test.each(["us-east-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1"])(
    "%s is a region",
    (region) => {
      expect(checkRegion(region)).toBe(region)
    },
  )

  test.each(["", "us", "us-east", "US-EAST-1", "us-east-1\n", "us east 1", "us-east-1.evil.com"])(
    "%j is none",
    (region) => {
      expect(() => checkRegion(region)).toThrow("aws-value")
    },
  )

  test.each([
    [900, 0, true],
    [129_600, 0, true],
    [899, 0, false],
    [129_601, 0, false],
    [3600.5, 0, false],
    [Number.NaN, 0, false],
    [43_200, 1, true],
    [43_201, 1, false],
    [3_600, 2, true],
    [3_601, 2, false],
  ])("%d s with %i roles: %s", (seconds, roles, taken) => {
    const check = () => checkDuration(seconds, roles)
    if (taken) expect(check()).toBe(seconds)
    else expect(check).toThrow("aws-value")
  })

  test.each(["arn:aws:iam::123456789012:role/Admin", "arn:aws-us-gov:iam::123456789012:role/a/b/C"])(
    "%s is a role",
    (arn) => {
      expect(checkRoleArn(arn)).toBe(arn)
    },
  )

  test.each([
    "arn:aws:iam::123456789012:user/a",
    "arn:aws:sts::123456789012:assumed-role/a/b",
    "role/Admin",
    "arn:aws:iam::123456789012:role/a\n",
  ])("%j is none", (arn) => expect(() => checkRoleArn(arn)).toThrow("aws-value"))

  test("an ARN of any partition comes apart at its colons", () => {
    expect(parseArn("arn:aws-us-gov:iam::210987654321:mfa/team/ada")).toEqual({
      partition: "aws-us-gov",
      service: "iam",
      accountId: "210987654321",
      resource: "mfa/team/ada",
    })
    expect(assumedRoleArn("arn:aws-cn:iam::210987654321:role/path/Ops", "s")).toBe(
      "arn:aws-cn:sts::210987654321:assumed-role/Ops/s",
    )
  })

  test("a session's name keeps to the characters of STS", () => {
    expect(roleSessionName("ada love/läce")).toBe("keycard-ada-love-l-ce")
    expect(roleSessionName("x".repeat(100))).toHaveLength(64)
  })
})

describe("what AWS says", () => {
  const said = (code: string, message: string, httpStatus = 403, clockOffsetMs: number | null = 0) => {
    const { data } = refusalError({ code, message, httpStatus, clockOffsetMs })
    return data.kind === "aws-refused" ? data.refusal : data
  }
  const wrongCode = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
  const wrongDevice =
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user."
  test.each([
    ["AccessDenied", wrongCode, "mfa-code"],
    ["AccessDenied", wrongDevice, "mfa-device"],
    ["AccessDenied", "Cannot call GetSessionToken with session credentials", "session-key"],
    ["AccessDenied", "User: x is not authorized to perform: sts:AssumeRole on resource: y", "role-denied"],
    ["AccessDenied", "User: x is not authorized to perform: iam:ListUsers on resource: y", "denied"],
    ["AccessDenied", "User: x is not authorized to perform: sts:TagSession on resource: y", "role-tags"],
    ["AccessDenied", "User: x is not authorized to perform: sts:SetSourceIdentity on z", "role-identity"],
    ["MalformedPolicyDocument", "Syntax errors in policy.", "policy"],
    ["PackedPolicyTooLargeException", "Packed policy consumes 110% of allotted space", "too-much"],
    ["ValidationError", "Value 'x' at 'externalId' failed to satisfy constraint: y", "value"],
    ["AccessDenied", "... with an explicit deny in an identity-based policy", "mfa-required"],
    ["AccessDeniedException", "no", "denied"],
    ["InvalidClientTokenId", "The security token included in the request is invalid.", "key-unknown"],
    ["SignatureDoesNotMatch", "The request signature we calculated does not match", "key-secret"],
    ["ExpiredToken", "The security token included in the request is expired", "session-expired"],
    ["ExpiredTokenException", "", "session-expired"],
    [
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      "role-duration",
    ],
    [
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
      "role-duration",
    ],
    ["ValidationError", "Value '1' at 'durationSeconds' failed to satisfy", "duration"],
    ["RegionDisabledException", "", "region-disabled"],
    ["Throttling", "Rate exceeded", "throttled"],
    ["Whatever", "", "other"],
  ])("%s %j is %s", (code, message, refusal) => {
    expect(said(code, message)).toBe(refusal)
  })

  test("an unknown code of a failing server is the server's failure", () => {
    expect(said("Unknown", "", 502)).toBe("server")
  })

  test("a signature out of time is the clock, measured by the two times in the text", () => {
    const late =
      "Signature expired: 20261122T120000Z is now earlier than 20261122T124500Z (20261122T130000Z - 15 min.)"
    expect(said("SignatureDoesNotMatch", late, 403, null)).toEqual({ kind: "clock", offsetMs: 3_600_000 })
    const early =
      "Signature not yet current: 20261122T130000Z is still later than 20261122T121500Z (20261122T120000Z + 15 min.)"
    expect(said("SignatureDoesNotMatch", early, 403, 5)).toEqual({ kind: "clock", offsetMs: -3_600_000 })
    expect(said("SignatureDoesNotMatch", "Signature expired", 403, 70_000)).toEqual({
      kind: "clock",
      offsetMs: 70_000,
    })
  })

  test("a refused code is the clock's fault where it is off by more than a step", () => {
    expect(said("AccessDenied", wrongCode, 403, -31_000)).toEqual({ kind: "clock", offsetMs: -31_000 })
    expect(said("AccessDenied", wrongCode, 403, -29_000)).toBe("mfa-code")
  })
})

describe("sessions", () => {
  const MINUTE_MS = 60_000
  const view = (name: string, leftMs: number | null): SessionView => {
    const session =
      leftMs === null
        ? null
        : {
            profileId: "p",
            issuedAtMs: 0,
            expiresAtMs: 1e9 + leftMs,
            accountId: null,
            arn: null,
            written: true,
          }
    return { profile: { name }, key: {}, session, state: stateOf(session, 1e9) } as SessionView
  }

  test("end under fifteen minutes, and the most urgent stand first", () => {
    const views = [
      view("none", null),
      view("valid", 15 * MINUTE_MS),
      view("ending", 15 * MINUTE_MS - 1),
      view("expired", 0),
      view("sooner", 1),
    ]
    expect(views.sort(byUrgency).map(({ profile, state }) => [profile.name, state])).toEqual([
      ["expired", "expired"],
      ["sooner", "ending"],
      ["ending", "ending"],
      ["valid", "valid"],
      ["none", "none"],
    ])
  })
})

describe("a short session", () => {
  test.each([
    [900, 225],
    [1_800, 450],
    [3_600, 900],
    [43_200, 900],
  ])("of %i s is ending with less than %i s left", (seconds, lastSeconds) => {
    const span = { issuedAtMs: 0, expiresAtMs: seconds * 1_000 }
    expect(endingMsOf(span)).toBe(lastSeconds * 1_000)
  })
})

describe("the account that makes a device's codes", () => {
  const account = (id: string, issuer: string, name: string, rest: Partial<Account> = {}) =>
    ({
      id,
      issuer,
      account: name,
      type: "totp",
      algorithm: "SHA1",
      digits: 6,
      period: 30,
      trashedAtMs: null,
      ...rest,
    }) as Account
  const SERIAL = "arn:aws:iam::123456789012:mfa/Ada"

  test.each([
    [
      "the label of AWS's QR code",
      [account("1", "Amazon Web Services", "ada@123456789012"), account("2", "AWS", "bob@123456789012")],
      "1",
    ],
    [
      "the account's alias instead of its number",
      [account("1", "AWS", "ada@alias"), account("2", "AWS", "bob@alias")],
      "1",
    ],
    ["the only one of AWS", [account("1", "GitHub", "ada"), account("2", "Amazon", "me")], "2"],
    ["a number in a renamed issuer", [account("1", "Work 123456789012", "x")], "1"],
    ["nobody of that name elsewhere", [account("1", "GitHub", "ada")], null],
    ["two alike: no guess", [account("1", "AWS", "ada@a"), account("2", "AWS", "ada@b")], null],
    ["not one in the trash", [account("1", "AWS", "ada@123456789012", { trashedAtMs: 1 })], null],
    ["not one of eight digits", [account("1", "AWS", "ada@123456789012", { digits: 8 })], null],
    ["not one of lawsuits", [account("1", "Lawson", "ada")], null],
  ])("%s", (_, accounts, id) => {
    expect(suggestAccountFor(SERIAL, accounts)).toBe(id)
  })
})
