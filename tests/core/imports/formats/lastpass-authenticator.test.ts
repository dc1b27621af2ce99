import fc from "fast-check"
import { expect, test } from "vitest"
import { lastpassAuthenticator } from "../../../../src/core/imports/formats/lastpass-authenticator.ts"
import { SECRETS } from "../../../support/imports/apps/shared.ts"
import { lastpassPlain } from "../../../support/imports/apps/small-apps.ts"
import { DEEP_JSON, expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import { json, readWith, utf8 } from "../../../support/imports/read-with.ts"

test("accounts come with own folders as tags, and the two of every export as none", async () => {
  const defaults = { type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 }
  expect(await readWith(lastpassAuthenticator, json(lastpassPlain))).toEqual([
    {
      kind: "entry",
      entry: { ...defaults, secret: SECRETS.github, issuer: "GitHub", account: "alice", pinned: true },
    },
    {
      kind: "entry",
      entry: {
        ...{ ...defaults, algorithm: "SHA256", digits: 8, period: 60 },
        ...{ secret: SECRETS.example, issuer: "", account: "bob", tags: ["Work"] },
      },
    },
    {
      kind: "skipped",
      label: "Nobody:broken",
      error: { kind: "otp", part: "period", problem: "out-of-range" },
    },
  ])
})

test("no file, however made, does harm", async () => {
  await fc.assert(
    fc.asyncProperty(mutated(lastpassPlain), (text) =>
      expectHarmless(lastpassAuthenticator, utf8(text), null, Object.values(SECRETS)),
    ),
    { numRuns: 300 },
  )
  await expectHarmless(lastpassAuthenticator, DEEP_JSON)
})
