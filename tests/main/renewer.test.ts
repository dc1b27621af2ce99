import { describe, expect, it } from "vitest"
import { createRenewalNotes } from "../../src/main/renewal-notes.ts"
import type { PlannedRenewal } from "../../src/core/aws/renewal-plan.ts"
import type { Notifier } from "../../src/core/ports/notifier.ts"
import { MINUTE_MS, newRenewalWorld } from "./renewal-world.ts"

describe("renewals", () => {
  it("share one code where one answer serves", async () => {
    const world = await newRenewalWorld([
      { of: "ada", name: "one", durationSeconds: 900, renew: "auto" },
      { of: "ada", name: "two", durationSeconds: 900, renew: "auto" },
    ])
    await world.refresh("one")
    await world.refresh("two")
    const before = world.api.sent.length
    world.sleep(10 * MINUTE_MS)
    world.renewer.start()
    await world.pass(MINUTE_MS)
    expect(world.api.sent.length - before).toBe(1)
    expect(world.sessionOf("one")?.expiresAtMs).toBe(world.sessionOf("two")?.expiresAtMs)
    world.renewer.stop()
  })

  it("let a person's own refresh pass, and go on afterwards", async () => {
    const world = await newRenewalWorld([
      { of: "ada", name: "auto", durationSeconds: 900, renew: "auto" },
      { of: "ada", name: "mine", durationSeconds: 3_600 },
    ])
    await world.refresh("auto")
    world.sleep(9 * MINUTE_MS)
    // The present step is spent by somebody else: the renewal has to wait for the next.
    await world.refresh("mine")
    world.renewer.start()
    await world.pass(2_000)
    const id = world.idOf("auto")
    expect(world.renewer.views(world.index.now).get(id)).toMatchObject({ busy: true })
    const waited = world.renewer.views(world.index.now).get(id)?.waitUntilMs ?? 0
    expect(waited).toBeGreaterThan(world.timers.wallMs)
    await world.refresh("mine")
    // In the very step that the renewal waited for.
    expect(world.timers.wallMs).toBeLessThan(waited + 30_000)
    expect(world.sessionOf("auto")?.issuedAtMs).toBeLessThan(waited)
    await world.pass(2 * MINUTE_MS)
    expect(world.sessionOf("auto")?.issuedAtMs).toBeGreaterThan(waited)
    expect(world.api.sentTwice).toEqual([])
    world.renewer.stop()
  })

  it("do not bring back what was stopped", async () => {
    const world = await newRenewalWorld([{ of: "ada", name: "a", durationSeconds: 900, renew: "auto" }])
    await world.refresh("a")
    world.renewer.start()
    await world.pass(7 * MINUTE_MS)
    await world.aws.stop(world.idOf("a"))
    const { requests } = world.api
    await world.pass(60 * MINUTE_MS)
    expect(world.api.requests).toBe(requests)
    expect(world.sessionOf("a")).toBeNull()
    world.renewer.stop()
  })

  it("ask nothing more once stopped, and leave no timer", async () => {
    const world = await newRenewalWorld([{ of: "ada", name: "a", durationSeconds: 900, renew: "auto" }])
    await world.refresh("a")
    world.renewer.start()
    await world.pass(MINUTE_MS)
    world.renewer.stop()
    const { requests } = world.api
    await world.pass(60 * MINUTE_MS)
    expect(world.api.requests).toBe(requests)
    expect(world.timers.pending).toBe(0)
  })

  it("go on as soon as a wrong clock is set right", async () => {
    const world = await newRenewalWorld([{ of: "ada", name: "a", durationSeconds: 900, renew: "auto" }])
    await world.refresh("a")
    world.renewer.start()
    world.setSkew(-6 * MINUTE_MS)
    await world.pass(30 * MINUTE_MS)
    expect(world.isValid("a")).toBe(false)
    expect(world.notes.at(-1)?.needed[0]).toMatch(/clock$/)
    world.setSkew(0)
    await world.pass(90_000)
    expect(world.isValid("a")).toBe(true)
    world.renewer.stop()
  })

  it("stop at a refusal that needs a person, and say so until it is put right", async () => {
    const world = await newRenewalWorld([{ of: "ada", name: "a", durationSeconds: 900, renew: "auto" }])
    await world.refresh("a")
    world.renewer.start()
    const linked = world.index.now.awsKeys.map(({ otpAccountId }) => otpAccountId)
    const link = (to: readonly (string | null)[]) =>
      world.index.update((vault) => ({
        ...vault,
        awsKeys: vault.awsKeys.map((key, at) => ({ ...key, otpAccountId: to[at] ?? null })),
      }))
    await link([null, null])
    await world.pass(30 * MINUTE_MS)
    expect(world.isValid("a")).toBe(false)
    expect(world.renewer.views(world.index.now).get(world.idOf("a"))?.renewalWaits).toBe("person")
    expect(world.notes.at(-1)?.needed).toHaveLength(1)
    await link(linked)
    await world.pass(2 * MINUTE_MS)
    expect(world.isValid("a")).toBe(true)
    expect(world.notes.at(-1)?.needed).toEqual([])
    world.renewer.stop()
  })
})

/** A desktop that keeps what it shows. */
class FakeNotifier implements Notifier {
  readonly shown: { title: string; body: string; onClick: () => void; away: boolean }[] = []
  show: Notifier["show"] = (note) => {
    const kept = { ...note, away: false }
    this.shown.push(kept)
    return () => (kept.away = true)
  }
}

describe("notifications", () => {
  const needed = (name: string, cause: string) =>
    ({
      profile: { id: `id of ${name}`, name },
      need: { error: { kind: "mfa-account-missing", key: "k" }, cause },
    }) as PlannedRenewal

  it("come once for a cause, go when it is gone, and lead to the sessions", () => {
    const notifier = new FakeNotifier()
    const clicks: (string | null)[] = []
    const onClick = (profileId: string | null) => void clicks.push(profileId)
    const tell = createRenewalNotes({ notifier, onClick, nowMs: () => 0 })
    for (let look = 0; look < 3; look++) tell([needed("dev", "key k"), needed("prod", "key k")], false)
    expect(notifier.shown.map(({ title }) => title)).toEqual(["dev cannot be renewed"])
    notifier.shown[0]?.onClick()
    expect(clicks).toEqual(["id of dev"])
    tell([], false)
    expect(notifier.shown[0]?.away).toBe(true)
    tell([needed("dev", "key k")], false)
    expect(notifier.shown).toHaveLength(2)
  })

  it("name nothing while Keycard is locked", () => {
    const notifier = new FakeNotifier()
    const clicks: (string | null)[] = []
    const onClick = (profileId: string | null) => void clicks.push(profileId)
    const tell = createRenewalNotes({ notifier, onClick, nowMs: () => 0 })
    tell([], true)
    tell([], true)
    expect(notifier.shown.map(({ title }) => title)).toEqual(["Keycard is locked"])
    notifier.shown[0]?.onClick()
    expect(clicks).toEqual([null])
  })
})
