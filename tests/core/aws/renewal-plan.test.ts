import { describe, expect, it } from "vitest"
import { aheadMarginMs } from "../../../src/core/aws/renewal.ts"
import { failureName, markOf, verdictOn, withoutSolved } from "../../../src/core/aws/renewal-failures.ts"
import type { RenewalFailure } from "../../../src/core/aws/renewal-failures.ts"
import { nextTurns, planRenewals, presentFailures } from "../../../src/core/aws/renewal-plan.ts"
import type { AppErrorData, KeychainProblem } from "../../../src/core/errors.ts"
import { emptyVault, type AwsProfile, type Vault } from "../../../src/core/vault/schema.ts"
import { keyRow, profileRow } from "../../support/vault-rows.ts"

const MINUTE_MS = 60_000
const NOW_MS = Date.UTC(2026, 10, 22, 12)
const throttled: AppErrorData = { kind: "aws-refused", refusal: "throttled", code: "Throttling", message: "" }
const denied: AppErrorData = { kind: "aws-refused", refusal: "denied", code: "AccessDenied", message: "" }

const profile = (id: string, more: Partial<AwsProfile> = {}): AwsProfile =>
  profileRow({ id, name: id, keyId: "k", durationSeconds: 43_200, renew: "auto", ...more })
/** @param leftMinutes by profile */
function vaultOf(profiles: readonly AwsProfile[], leftMinutes: Readonly<Record<string, number>>): Vault {
  const keys = [...new Set(profiles.map(({ keyId }) => keyId ?? ""))]
  return {
    ...emptyVault(),
    awsKeys: keys.map((id) => keyRow({ id, name: id, mfaSerial: `mfa/${id}` })),
    awsProfiles: [...profiles],
    awsSessions: Object.entries(leftMinutes).map(([profileId, left]) => ({
      ...{ profileId, issuedAtMs: 0, expiresAtMs: NOW_MS + left * MINUTE_MS },
      ...{ accountId: null, arn: null, written: true },
    })),
  }
}
const fine = { failures: new Map<string, RenewalFailure>(), open: true, offline: false }
function plan(vault: Vault, around: Partial<typeof fine> = {}, nowMs = NOW_MS) {
  return planRenewals(vault, { ...fine, ...around }, nowMs).map(({ renewal }) => renewal)
}
function failed(vault: Vault, of: AwsProfile, error: AppErrorData, count = 1, atMs = NOW_MS) {
  const { scope } = verdictOn(error, count)
  const failure = { error, count, atMs, mark: markOf(vault, of, scope) }
  return new Map([[failureName(scope, of), failure]])
}

describe("when a session is renewed by itself", () => {
  it("is before AWS's tools begin to ask at every call, and never all the time", () => {
    expect(aheadMarginMs({ durationSeconds: 43_200 })).toBe(20 * MINUTE_MS)
    expect(aheadMarginMs({ durationSeconds: 3_600 })).toBe(20 * MINUTE_MS)
    expect(aheadMarginMs({ durationSeconds: 900 })).toBe(7.5 * MINUTE_MS)
    const a = profile("a")
    expect(plan(vaultOf([a], { a: 60 }))).toEqual([{ kind: "scheduled", atMs: NOW_MS + 40 * MINUTE_MS }])
    expect(plan(vaultOf([a], { a: 20 }))).toEqual([{ kind: "due" }])
    expect(plan(vaultOf([profile("a", { durationSeconds: 900 })], { a: 15 }))).toEqual([
      { kind: "scheduled", atMs: NOW_MS + 7.5 * MINUTE_MS },
    ])
  })

  it("goes by the right time where a correction of the clock is applied", () => {
    const clockCorrection = { offsetMs: 60 * MINUTE_MS, setAtMs: 0, from: "AWS" }
    const vault = { ...vaultOf([profile("a")], { a: 70 }), clockCorrection }
    expect(plan(vault)).toEqual([{ kind: "due" }])
  })

  it("is at once when the file does not hold what was issued", () => {
    const vault = vaultOf([profile("a")], { a: 600 })
    const unwritten = {
      ...vault,
      awsSessions: vault.awsSessions.map((each) => ({ ...each, written: false })),
    }
    expect(plan(unwritten)).toEqual([{ kind: "due" }])
  })

  it("is never for what is renewed on demand or never, was not started, or was stopped", () => {
    const profiles = [profile("a", { renew: "on-demand" }), profile("b", { renew: "never" }), profile("c")]
    const off = { kind: "off" }
    expect(plan(vaultOf(profiles, { a: -5, b: -5 }))).toEqual([off, off, off])
  })

  it("waits for the lock and for the network, but not for the network of an endpoint of one's own", () => {
    const vault = vaultOf([profile("a")], { a: -5 })
    expect(plan(vault, { open: false })).toEqual([{ kind: "locked" }])
    expect(plan(vault, { offline: true })).toEqual([{ kind: "offline" }])
    const own = {
      ...vault,
      awsKeys: vault.awsKeys.map((key) => ({ ...key, endpoint: "http://127.0.0.1:1" })),
    }
    expect(plan(own, { offline: true })).toEqual([{ kind: "due" }])
  })
})

describe("after a failure", () => {
  const a = profile("a")
  const b = profile("b", { roleArns: ["arn:aws:iam::1:role/R"] })
  const vault = vaultOf([a, b], { a: 5, b: 5 })

  it("backs off for all profiles of the key, longer each time, up to five minutes", () => {
    const untilMs = (count: number) => NOW_MS + (verdictOn(throttled, count).retryMs ?? NaN)
    const failures = failed(vault, a, throttled)
    const later = { kind: "later", atMs: untilMs(1), error: throttled }
    expect(plan(vault, { failures })).toEqual([later, later])
    expect(plan(vault, { failures }, untilMs(1))).toEqual([{ kind: "due" }, { kind: "due" }])
    const waits = [1, 2, 3, 4, 5, 6, 99].map((count) => verdictOn(throttled, count).retryMs)
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 300_000])
  })

  it("waits no longer because the clock was set back", () => {
    const failures = failed(vault, a, throttled)
    expect(plan(vault, { failures }, NOW_MS - 120 * MINUTE_MS)[0]?.kind).not.toBe("later")
    expect(
      plan(
        { ...vault, awsSessions: vaultOf([a, b], { a: -300, b: -300 }).awsSessions },
        { failures },
        NOW_MS - 1,
      ),
    ).toEqual([{ kind: "due" }, { kind: "due" }])
  })

  it("stops for a refusal that needs a person, for that profile, until something about it changes", () => {
    const failures = failed(vault, b, denied)
    const person = { kind: "person", atMs: null, error: denied }
    expect(plan(vault, { failures }, NOW_MS + 4 * MINUTE_MS)).toEqual([{ kind: "due" }, person])
    expect(presentFailures(vault, failures).size).toBe(1)
    const edited = { ...vault, awsProfiles: [a, { ...b, roleArns: ["arn:aws:iam::1:role/S"] }] }
    expect(presentFailures(edited, failures).size).toBe(0)
    const byHand = vault.awsSessions.map((each) => ({ ...each, issuedAtMs: NOW_MS }))
    expect(presentFailures({ ...vault, awsSessions: byHand }, failures).size).toBe(0)
  })

  it("asks a keychain again that was closed: it tells nobody when it is opened", () => {
    const waits = (problem: KeychainProblem, count = 1) =>
      verdictOn({ kind: "keychain", problem, backend: "os" }, count)
    expect([1, 2, 3, 4, 99].map((count) => (waits("locked", count).retryMs ?? 0) / MINUTE_MS)).toEqual([
      ...[1, 2, 4, 5, 5],
    ])
    expect(waits("locked")).toMatchObject({ scope: "key", person: true })
    // Each question may open a prompt, and somebody closed the last one.
    expect(waits("cancelled").retryMs).toBe(15 * MINUTE_MS)
    expect(waits("too-large").retryMs).toBeNull()
  })

  it("tries one more code before it calls for somebody: theirs may have been used elsewhere", () => {
    const wrong: AppErrorData = { ...denied, refusal: "mfa-code" }
    expect(verdictOn(wrong, 1)).toMatchObject({ person: false, retryMs: MINUTE_MS })
    expect(verdictOn(wrong, 2)).toMatchObject({ person: true, retryMs: null })
  })

  it("forgets what an opened lock, a network that is back or a clock that was set has solved", () => {
    const network: AppErrorData = { kind: "network", problem: "dns", host: "sts" }
    const keychain: AppErrorData = { kind: "keychain", problem: "locked", backend: "os" }
    const clock: AppErrorData = { kind: "clock", offsetMs: 60_000 }
    const failures = new Map(
      [network, keychain, clock, denied].map((error) => [error.kind, { error, count: 1, atMs: 0, mark: "" }]),
    )
    expect([...withoutSolved(failures, "unlocked").keys()]).toEqual(["network", "clock", "aws-refused"])
    expect([...withoutSolved(failures, "online").keys()]).toEqual(["keychain", "clock", "aws-refused"])
    expect([...withoutSolved(failures, "clock").keys()]).toEqual(["keychain", "aws-refused"])
  })
})

describe("whose turn it is", () => {
  const names = (vault: Vault, busy: readonly string[] = []) =>
    nextTurns(planRenewals(vault, fine, NOW_MS), new Set(busy)).map((group) =>
      group.map(({ profile: { id } }) => id),
    )

  it("is one a device, the most urgent first, with those that the same answer serves", () => {
    const role = profile("role", { roleArns: ["arn:aws:iam::1:role/R"] })
    const profiles = [profile("a"), role, profile("b"), profile("c", { keyId: "other" })]
    expect(names(vaultOf(profiles, { a: 9, role: 12, b: 10, c: 3 }))).toEqual([["c"], ["a", "b"]])
    expect(names(vaultOf(profiles, { a: 9, role: 2, b: 10, c: 300 }))).toEqual([["role"]])
  })

  it("is nobody's where the device is busy", () => {
    expect(names(vaultOf([profile("a")], { a: 1 }), ["mfa/k"])).toEqual([])
  })
})
