import { describe, expect, it } from "vitest"
import { keptCredentials } from "../../../src/core/aws/kept-session.ts"
import { newBench } from "../../support/aws-bench.ts"

const MINUTE_MS = 60_000

/** A profile with a session, and the way to ask for it. */
async function refreshed() {
  const bench = await newBench()
  await bench.aws.refresh(bench.profile.id)
  const ask = () => keptCredentials(bench, bench.index.now, bench.profile)
  return { ...bench, ask }
}

describe("credentials that serve still", () => {
  it("are those that were issued, read without a lock and without writing", async () => {
    const { ask, aws, profile, secrets, index } = await refreshed()
    const { generation } = index.now
    const writes = secrets.items.size
    expect(await ask()).toEqual(await aws.credentials(profile.id))
    expect([index.now.generation, secrets.items.size]).toEqual([generation, writes])
  })

  it("are none before the first session, with a damaged one, and for other roles", async () => {
    const fresh = await newBench()
    expect(await keptCredentials(fresh, fresh.index.now, fresh.profile)).toBeNull()
    const { ask, secrets, profile, index } = await refreshed()
    const other = { ...profile, roleArns: ["arn:aws:iam::123456789012:role/other"] }
    expect(await keptCredentials({ secrets, clock: fresh.clock }, index.now, other)).toBeNull()
    secrets.items.set(`session/${profile.id}`, "not a session")
    expect(await ask()).toBeNull()
  })

  it("are none any more where others are due", async () => {
    const { ask, clock, index } = await refreshed()
    const expiresAtMs = index.now.awsSessions[0]?.expiresAtMs ?? 0
    clock.set(expiresAtMs - 16 * MINUTE_MS)
    expect(await ask()).not.toBeNull()
    clock.set(expiresAtMs - 15 * MINUTE_MS)
    expect(await ask()).toBeNull()
  })

  it("are none while another process renews them: the vault spoke of others", async () => {
    const { aws, profile, clock, index, secrets } = await refreshed()
    const before = index.now
    clock.set(clock.nowMs() + MINUTE_MS)
    await aws.refresh(profile.id, { force: true })
    expect(await keptCredentials({ secrets, clock }, before, profile)).toBeNull()
    expect(await keptCredentials({ secrets, clock }, index.now, profile)).not.toBeNull()
  })
})
