import { describe, expect, it } from "vitest"
import { createSsoDesk } from "../../src/main/sso-desk.ts"
import { newSsoBench } from "../support/sso-bench.ts"
import { failureOf } from "../support/failure-of.ts"

async function newDesk() {
  const bench = await newSsoBench({ intervalSeconds: 1 })
  const opened: string[] = []
  const progress: unknown[] = []
  const desk = createSsoDesk({
    ...{ sso: bench.sso, aws: bench.aws, nowMs: () => bench.clock.nowMs() },
    openPage: (url) => Promise.resolve(void opened.push(url)),
    showWindow: () => undefined,
    onProgress: (step) => progress.push(step),
    onChanged: () => undefined,
  })
  return { ...bench, desk, opened, progress }
}

const stateOf = async ({ desk }: Awaited<ReturnType<typeof newDesk>>) => (await desk.overview()).signIns[0]

describe("Identity Center in the window's process", () => {
  it("shows the code while it is waited for, and opens its page and no other", async () => {
    const world = await newDesk()
    const { desk, ids, center, api, opened } = world
    expect(await failureOf(desk.openPage(ids.signInId))).toMatchObject({ kind: "not-found" })
    let shown: Awaited<ReturnType<typeof stateOf>>
    api.beforeAnswer = async (action) => {
      const [device] = center.devices
      if (action !== "CreateToken device" || device === undefined) return
      shown = await stateOf(world)
      await desk.openPage(ids.signInId)
      device.state = "approved"
    }
    await desk.signIn({ signInId: ids.signInId, way: "device" })
    const userCode = center.devices[0]?.userCode ?? ""
    expect(shown?.running).toMatchObject({
      kind: "device",
      userCode,
      verificationUri: "https://device.test/device",
    })
    expect(JSON.stringify(shown)).not.toContain(center.devices[0]?.code)
    expect(opened).toEqual([`https://device.test/device?user_code=${userCode}`])
    expect(await stateOf(world)).toMatchObject({ state: "signed-in", renewable: true, running: null })
    expect(await failureOf(desk.openPage(ids.signInId))).toMatchObject({ kind: "not-found" })
  })

  it("calls off what runs when the lock closes, and when another sign-in begins", async () => {
    const { desk, ids, browser } = await newDesk()
    browser.says = "nothing"
    const request = { signInId: ids.signInId, way: "browser" } as const
    const first = failureOf(desk.signIn(request))
    await new Promise((resolve) => setImmediate(resolve))
    const second = failureOf(desk.signIn(request))
    expect(await first).toEqual({ kind: "cancelled" })
    await new Promise((resolve) => setImmediate(resolve))
    desk.cancelAll()
    expect(await second).toEqual({ kind: "cancelled" })
    expect(browser.closed).toBe(2)
  })

  it("knows after the lock which sign-in it called off, until it is begun again or let go of", async () => {
    const { desk, ids, browser } = await newDesk()
    const request = { signInId: ids.signInId, way: "browser" } as const
    browser.says = "nothing"
    const begin = async () => {
      const outcome = failureOf(desk.signIn(request))
      await new Promise((resolve) => setImmediate(resolve))
      return { outcome }
    }
    const first = await begin()
    expect(desk.calledOff()).toEqual([])
    desk.cancelAll()
    await first.outcome
    expect(desk.calledOff()).toEqual([ids.signInId])
    const second = await begin()
    expect(desk.calledOff()).toEqual([])
    desk.cancelAll()
    await second.outcome
    desk.cancel(ids.signInId)
    expect(desk.calledOff()).toEqual([])
    // Whoever calls it off, and is there to see it, needs not be told.
    const third = await begin()
    desk.cancel(ids.signInId)
    await third.outcome
    expect(desk.calledOff()).toEqual([])
  })

  it("suggests names that are free, and says which roles have a profile", async () => {
    const { desk, ids, progress } = await newDesk()
    await desk.signIn({ signInId: ids.signInId, way: "browser" })
    const role = { accountId: "222222222222", accountName: "Audit", roleName: "ReadOnly" }
    const chosen = { signInId: ids.signInId, region: null, renew: "auto" } as const
    await desk.addProfiles({ ...chosen, profiles: [{ name: "audit-read-only", ...role }] })
    const { rows } = await desk.roles(ids.signInId)
    expect(rows).toEqual([
      { ...role, suggestedName: "audit-read-only-2", profile: "audit-read-only" },
      {
        ...{ accountId: "111111111111", accountName: "Prod", roleName: "AdministratorAccess" },
        ...{ suggestedName: "prod-administrator-access", profile: null },
      },
      {
        ...{ accountId: "111111111111", accountName: "Prod", roleName: "ReadOnly" },
        ...{ suggestedName: "prod-read-only", profile: null },
      },
    ])
    expect(progress).toHaveLength(3)
  })

  it("makes all of the chosen profiles, or none", async () => {
    const { desk, ids, index } = await newDesk()
    const role = { accountId: "222222222222", accountName: "Audit", roleName: "ReadOnly" }
    const profiles = ["one", "two", "one"].map((name) => ({ name, ...role }))
    const request = { signInId: ids.signInId, profiles, region: null, renew: "on-demand" } as const
    expect(await failureOf(desk.addProfiles(request))).toMatchObject({ kind: "already-exists", name: "one" })
    expect(index.now.awsProfiles).toEqual([])
  })
})
