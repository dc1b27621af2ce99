import { expect, test } from "vitest"
import type { SsoSignIn } from "../../../src/core/vault/sso-fields.ts"
import { backupOf, type Bench, emptyBench, fullBench, PASSPHRASE } from "./bench.ts"
import { profileRow } from "../../support/vault-rows.ts"

const SIGN_IN: SsoSignIn = {
  ...{ id: "4c7b8e1d-2a3f-4e5c-9b60-7d8e9f0a1b2c", name: "acme", region: "eu-central-1", endpoint: null },
  startUrl: "https://acme.awsapps.com/start",
  signedIn: { atMs: 1, expiresAtMs: 2, renewable: true },
  createdAtMs: 1,
}
const PROFILE = profileRow({
  ...{ id: "e6a1f0c2-93b4-4d5e-8a77-1f2e3d4c5b6a", name: "prod", keyId: null, renew: "auto", createdAtMs: 1 },
  center: { signInId: SIGN_IN.id, accountId: "111111111111", accountName: "Prod", roleName: "ReadOnly" },
})

async function benchWithSignIn(): Promise<Bench> {
  const bench = await fullBench()
  const { index, secrets } = bench.deps
  await secrets.set(`sso/${SIGN_IN.id}`, "the token of a sign-in")
  await index.update((vault) => ({
    ...vault,
    ssoSignIns: [SIGN_IN],
    awsProfiles: [...vault.awsProfiles, PROFILE],
  }))
  return bench
}

async function restore(from: Bench, to: Bench) {
  const file = await backupOf(from)
  const content = await to.backups.open(file, PASSPHRASE)
  const preview = await to.backups.preview(content)
  const profiles = content.awsProfiles.map((_, place) => place)
  const likeness = preview.profiles.map((row) => row.likeness)
  await to.backups.restore(content, { accounts: [], kept: [], keys: [], profiles, settings: false })
  return { content, likeness }
}

test("a profile of Identity Center comes back with its sign-in, signed out and without a token", async () => {
  const there = emptyBench()
  const { content } = await restore(await benchWithSignIn(), there)
  expect(JSON.stringify(content)).not.toContain("the token of a sign-in")
  expect(there.deps.index.now.ssoSignIns).toEqual([{ ...SIGN_IN, signedIn: null }])
  expect(there.deps.index.now.awsProfiles.at(-1)).toMatchObject({ name: "prod", center: PROFILE.center })
})

test("where the same place to sign in is known already, it is that one, and twice adds nothing", async () => {
  const there = emptyBench()
  const own = { ...SIGN_IN, id: "0d1c2b3a-4f5e-4d6c-8b7a-9f8e7d6c5b4a", name: "mine" }
  await there.deps.index.update((vault) => ({ ...vault, ssoSignIns: [own] }))
  const from = await benchWithSignIn()
  await restore(from, there)
  expect(there.deps.index.now.ssoSignIns).toEqual([own])
  expect(there.deps.index.now.awsProfiles.at(-1)?.center?.signInId).toBe(own.id)
  const count = there.deps.index.now.awsProfiles.length
  const { likeness } = await restore(from, there)
  expect(likeness).toContain("duplicate")
  expect(there.deps.index.now.awsProfiles).toHaveLength(count)
})
