import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { defaultSettings, emptyVault } from "../../../src/core/vault/empty-vault.ts"
import { isOtpParameters } from "../../../src/core/vault/plain-parameters.ts"
import { plainVault } from "../../../src/core/vault/plain-vault.ts"
import { otpParameters, settings, vault as schema } from "../../../src/core/vault/schema.ts"

const ID = "3b241101-e2bb-4255-8caf-4136c566a962"
const full = {
  format: "keycard-vault",
  version: 1,
  generation: 7,
  backend: "os",
  accounts: [
    {
      ...{ type: "totp", algorithm: "SHA1", digits: 6, period: 30, id: ID, issuer: "Example", account: "me" },
      ...{ counter: 0, tags: [], pinned: false, note: "", mark: "", uses: 0, usedAtMs: null },
      ...{ createdAtMs: 1_700_000_000_000, trashedAtMs: null },
    },
  ],
  kept: [{ id: ID, issuer: "Example", account: "me", what: "mOTP", from: "Aegis", createdAtMs: 1 }],
  awsKeys: [
    {
      ...{ id: ID, name: "work", tail: "MPLE", accountId: "123456789012", userArn: null, mfaSerial: null },
      codeFrom: { kind: "yubikey", serial: "1234567", entry: "AWS:ada" },
      ...{ otpAccountId: ID, endpoint: null, region: "us-east-1", createdAtMs: 1_700_000_000_000 },
      ...{ secretId: ID, facts: { issuedAtMs: 1, usedAtMs: null, askedAtMs: 2 }, factsDueAtMs: 3 },
      rotation: {
        step: "retired",
        startedAtMs: 3,
        otherId: ID,
        otherTail: "WXYZ",
        before: ["MPLE"],
        otherFacts: null,
      },
      enrolment: { step: "enabling", startedAtMs: 4, serial: "arn:x", label: "me@1", otpAccountId: ID },
    },
  ],
  awsProfiles: [
    {
      ...{ id: ID, name: "dev", keyId: ID, durationSeconds: 3_600, region: null, roleArns: ["arn:x"] },
      ...{ mode: "file", renew: "on-demand", createdAtMs: 1_700_000_000_000, center: null },
      roleOptions: [
        {
          ...{ externalId: "tenant-7", sessionName: null, sourceIdentity: "ada" },
          tags: [{ key: "team", value: "", transitive: true }],
          ...{ policy: "{}", policyArns: ["arn:y"] },
        },
      ],
      assume: "session",
      federation: { policy: null, policyArns: [], durationSeconds: 900 },
    },
    {
      ...{ id: ID, name: "prod", keyId: null, durationSeconds: 3_600, region: null, roleArns: [] },
      ...{ roleOptions: [], assume: "auto", federation: null },
      center: { signInId: ID, accountId: "123456789012", accountName: "Prod", roleName: "ReadOnly" },
      ...{ mode: "process", renew: "auto", createdAtMs: 1_700_000_000_000 },
    },
  ],
  ssoSignIns: [
    {
      ...{ id: ID, name: "acme", startUrl: "https://acme.awsapps.com/start", region: "eu-central-1" },
      ...{ endpoint: null, signedIn: { atMs: 1, expiresAtMs: 2, renewable: true }, createdAtMs: 1 },
    },
  ],
  awsSessions: [
    { profileId: ID, issuedAtMs: 1, expiresAtMs: 2, accountId: null, arn: "arn:x", written: true },
  ],
  spentSteps: { "arn:aws:iam::123456789012:mfa/me": { steps: [3, 2, 1] } },
  clockOffsetMs: -12.5,
  clockCorrection: { offsetMs: -1_000, setAtMs: 1, from: "example.org" },
  settings: {
    ...{ theme: "dark", clipboardSeconds: 30, nextCode: "always", hideCodes: false, sort: "own" },
    ...{
      contentProtection: true,
      groupSessions: true,
      tray: "off",
      keepRunning: true,
      keyAgeDays: 30,
      lock: { idleSeconds: 0, onSuspend: true, onScreenLock: false, onHide: true },
    },
  },
  lock: { keyId: ID, slot: "b", platform: false, setAtMs: 1, typedAtMs: 2 },
  move: null,
  backup: {
    automatic: { enabled: true, folder: "/b", keep: 3, keyId: ID },
    vaultId: ID,
    lastSuccess: { atMs: 1, path: "/b/x" },
    lastFailure: null,
    lastDigest: "d",
    lastByHandAtMs: 2,
    remindDays: 7,
  },
  snoozed: { passphraseUntilMs: 1, backupUntilMs: 2 },
  checkup: { lastRunAtMs: 3, accepted: [] },
}
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    "",
    "os",
    "process",
    "light",
    0,
    -1,
    1.5,
    601,
    899,
    2 ** 53,
  ),
  fc.constantFrom<unknown>(
    ID,
    ID.toUpperCase(),
    "x".repeat(129),
    "x".repeat(2_049),
    [],
    [1],
    {},
    NaN,
    Infinity,
  ),
  fc.anything({ withNullPrototype: true }),
)

/** Every place of the document, as the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
}

/** A copy with `change` made to the object or list at a place. */
function changedAt(path: readonly string[], change: (parent: Record<string, unknown>) => void): unknown {
  const copy = structuredClone(full) as unknown as Record<string, unknown>
  let parent = copy
  for (const key of path) parent = parent[key] as Record<string, unknown>
  change(parent)
  return copy
}

const places = placesIn(full).filter((path) => path.length > 0)

describe("the short way to read the vault", () => {
  it("takes what Keycard writes, every field in its place", () => {
    for (const value of [full, emptyVault()]) {
      expect(plainVault(value)).toEqual(schema.parse(value))
      expect(JSON.stringify(plainVault(value))).toBe(JSON.stringify(value))
    }
  })

  it("never reads anything else than the schema does", () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), odd, (path, value) => {
        const changed = changedAt(path.slice(0, -1), (parent) => (parent[path.at(-1) ?? ""] = value))
        const read = plainVault(changed)
        if (read !== null) expect(read).toEqual(schema.parse(changed))
      }),
      { numRuns: 4_000 },
    )
  })

  it("leaves to the schema what lacks a field", () => {
    const named = places.filter((path) => !/^\d+$/.test(path.at(-1) ?? "") && path.at(-2) !== "spentSteps")
    // The one that may be absent: of a key whose codes come from where they always did.
    for (const path of named.filter((each) => each.at(-1) !== "codeFrom")) {
      const without = changedAt(path.slice(0, -1), (parent) => {
        Reflect.deleteProperty(parent, path.at(-1) ?? "")
      })
      expect(plainVault(without), path.join(".")).toBeNull()
    }
  })

  it("leaves to the schema what has a field that is not known here", () => {
    const objects = [
      "awsKeys.0",
      "awsProfiles.0",
      "awsSessions.0",
      "settings",
      "settings.lock",
      "kept.0",
      "lock",
    ].map((path) => path.split("."))
    for (const path of [[], ...objects]) {
      expect(plainVault(changedAt(path, (parent) => (parent.later = 1))), path.join(".")).toBeNull()
    }
    const named = JSON.parse('{"__proto__": {"steps": []}}') as unknown
    expect(plainVault({ ...full, spentSteps: named })).toBeNull()
  })

  it("knows every field of the schema", () => {
    const { awsKeys, awsProfiles, awsSessions, settings: chosen } = schema.shape
    const shapes = [awsKeys.element, awsProfiles.element, awsSessions.element, chosen, schema]
    const samples = [full.awsKeys[0], full.awsProfiles[0], full.awsSessions[0], full.settings, full]
    shapes.forEach(({ shape }, place) => {
      expect(Object.keys(samples[place] ?? {}).sort()).toEqual(Object.keys(shape).sort())
    })
  })
})

describe("what makes a code, checked by hand", () => {
  it("is what the schema takes for it", () => {
    const parameters = { type: "totp", algorithm: "SHA256", digits: 8, period: 60 }
    expect(isOtpParameters(parameters)).toBe(true)
    const field = fc.constantFrom(...Object.keys(parameters), "other")
    const value = fc.oneof(odd, fc.constantFrom("hotp", "SHA512", 4, 3, 10, 11, 86_400, 86_401))
    fc.assert(
      fc.property(fc.dictionary(field, value, { maxKeys: 3 }), (changes) => {
        const changed = { ...parameters, ...changes }
        expect(isOtpParameters(changed)).toBe(otpParameters.safeParse(changed).success)
      }),
      { numRuns: 2_000 },
    )
  })
})

it("the settings of a vault nobody has used are the schema's defaults", () => {
  expect(defaultSettings()).toEqual(settings.parse({}))
})
