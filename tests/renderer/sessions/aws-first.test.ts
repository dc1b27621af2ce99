import { expect, test } from "vitest"
import { awsFirst } from "../../../src/renderer/sessions/aws-first.ts"
import { sampleAccounts } from "../harness/sample-accounts.ts"

test("accounts named after AWS come first; those that cannot make its codes are left out", () => {
  const offered = awsFirst(sampleAccounts(24))
  expect(offered[0]?.issuer).toBe("Amazon Web Services")
  expect(offered.map(({ issuer }) => issuer)).not.toContain("Steam")
  expect(offered.map(({ issuer }) => issuer)).not.toContain("Old Bank")
  expect(offered.map(({ issuer }) => issuer)).not.toContain("Proton")
})
