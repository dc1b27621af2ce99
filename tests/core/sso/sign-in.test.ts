import { describe, expect, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { challengeOf } from "../../../src/core/sso/pkce.ts"
import { createSso } from "../../../src/core/sso/create-sso.ts"
import { newSsoBench, START_URL } from "../../support/sso-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const HOUR_MS = 3_600_000
const network = (problem: "dns" | "timeout" | "reset" = "dns") =>
  new AppError({ kind: "network", problem, host: "AWS" })

describe("PKCE", () => {
  test("makes the challenge of RFC 7636, appendix B", () => {
    expect(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    )
  })
})

describe("a sign-in by browser", () => {
  test("opens AWS's page with a challenge and a state, and keeps the token in the keychain alone", async () => {
    const { sso, ids, browser, secrets, index, clock, center, notes } = await newSsoBench()
    const signedIn = await sso.signInByBrowser(ids.signInId)
    const url = new URL(browser.opened[0] ?? "")
    expect(url.origin + url.pathname).toBe("https://oidc.us-east-1.amazonaws.com/authorize")
    expect(url.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/)
    expect(url.searchParams.get("redirect_uri")).toBe("http://127.0.0.1:50123/oauth/callback")
    expect(signedIn.signedIn).toEqual({
      atMs: clock.nowMs(),
      expiresAtMs: clock.nowMs() + HOUR_MS,
      renewable: true,
    })
    const [token = ""] = center.accessTokens.keys()
    const [refreshToken = ""] = center.refreshTokens.keys()
    const kept = [...secrets.items].filter(([name]) => name.startsWith("sso/"))
    expect(kept.length).toBeGreaterThan(1)
    const item = kept.map(([, value]) => value).join("")
    expect(item).toContain(token.slice(0, 500))
    expect(JSON.stringify(index.now)).not.toMatch(/access-|refresh-|secret-/)
    expect(JSON.stringify(index.now)).not.toContain(refreshToken.slice(0, 40))
    expect(notes).toMatchObject([{ what: "signed-in", key: "acme" }])
    expect(browser.closed).toBe(1)
  })

  test("registers Keycard once, until shortly before the registration ends", async () => {
    const { sso, ids, api, clock, center } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    await sso.signInByBrowser(ids.signInId)
    expect(api.count("RegisterClient")).toBe(1)
    clock.set((center.clients[0]?.expiresMs ?? 0) - 14 * 60_000)
    await sso.signInByBrowser(ids.signInId)
    expect(api.count("RegisterClient")).toBe(2)
  })

  test("registers anew where AWS has forgotten the client", async () => {
    const { sso, ids, api, center } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    api.beforeAnswer = (action) => {
      if (action === "CreateToken code" && api.count("CreateToken code") === 2) center.clients.length = 0
      return Promise.resolve()
    }
    await sso.signInByBrowser(ids.signInId)
    expect(api.count("RegisterClient")).toBe(2)
  })

  test("fails with its reason: refused, never finished, another's answer", async () => {
    const { sso, ids, browser, clock } = await newSsoBench()
    browser.says = "deny"
    expect(await failureOf(sso.signInByBrowser(ids.signInId))).toEqual({
      ...{ kind: "sso", problem: "refused", signIn: "acme" },
    })
    browser.says = "nothing"
    clock.limitsCome = true
    const began = clock.nowMs()
    expect(await failureOf(sso.signInByBrowser(ids.signInId))).toMatchObject({ problem: "time-limit" })
    expect(clock.nowMs() - began).toBe(600_000)
    clock.limitsCome = false
    browser.says = "allow"
    browser.state = "somebody-else's"
    expect(await failureOf(sso.signInByBrowser(ids.signInId))).toMatchObject({ problem: "not-ours" })
    expect(browser.closed).toBe(3)
  })

  test("is called off at once, and nothing listens any more", async () => {
    const { sso, ids, browser, index } = await newSsoBench()
    browser.says = "nothing"
    const abort = new AbortController()
    const onPage = () => abort.abort()
    const options = { signal: abort.signal, onPage }
    expect(await failureOf(sso.signInByBrowser(ids.signInId, options))).toEqual({ kind: "cancelled" })
    expect(browser.closed).toBe(1)
    expect(index.now.ssoSignIns[0]?.signedIn).toBeNull()
  })

  test("says which of both is wrong when no Identity Center is there", async () => {
    const { sso } = await newSsoBench()
    const other = await sso.addSignIn({
      name: "typo",
      startUrl: "https://amce.awsapps.com/start",
      region: "us-east-1",
    })
    expect(await failureOf(sso.signInByBrowser(other.id))).toMatchObject({ problem: "start-url" })
  })
})

describe("a sign-in by code", () => {
  test("shows the code, waits as long as it is told, and goes on when it is confirmed", async () => {
    const { sso, ids, center, clock, api } = await newSsoBench({ intervalSeconds: 5 })
    const codes: string[] = []
    const began = clock.nowMs()
    api.beforeAnswer = (action) => {
      const [device] = center.devices
      if (action === "CreateToken device" && api.count(action) === 3 && device) device.state = "approved"
      return Promise.resolve()
    }
    await sso.signInByDevice(ids.signInId, { onCode: ({ userCode }) => codes.push(userCode) })
    expect(codes).toEqual([center.devices[0]?.userCode])
    expect(clock.nowMs() - began).toBe(15_000)
  })

  test("asks more rarely when it is told to slow down, and after a lost answer", async () => {
    const { sso, ids, center, clock, api } = await newSsoBench({ intervalSeconds: 1 })
    const began = clock.nowMs()
    api.failures.push(
      null,
      null,
      network(),
      new AppError({ kind: "aws-refused", refusal: "throttled", code: "", message: "" }),
    )
    api.beforeAnswer = (action) => {
      const [device] = center.devices
      if (action === "CreateToken device" && api.count(action) === 3 && device) device.state = "approved"
      return Promise.resolve()
    }
    await sso.signInByDevice(ids.signInId, { onCode: () => undefined })
    expect(clock.nowMs() - began).toBe((1 + 6 + 11) * 1000)
  })

  test("ends with the code's time, or when it is refused", async () => {
    const { sso, ids, center, api } = await newSsoBench({ intervalSeconds: 5, deviceSeconds: 60 })
    const onCode = () => undefined
    expect(await failureOf(sso.signInByDevice(ids.signInId, { onCode }))).toMatchObject({
      problem: "time-limit",
    })
    expect(api.count("CreateToken device")).toBe(11)
    const refuse = () => {
      const device = center.devices.at(-1)
      if (device) device.state = "refused"
    }
    expect(await failureOf(sso.signInByDevice(ids.signInId, { onCode: refuse }))).toMatchObject({
      problem: "refused",
    })
  })
})

describe("a token", () => {
  test("is renewed without anybody, and its refresh token is spent once", async () => {
    const { sso, ids, clock, api, center, index } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    const { signedIn } = index.now.ssoSignIns[0] ?? {}
    for (let hour = 1; hour <= 7; hour++) {
      clock.advance(HOUR_MS)
      await sso.access(ids.signInId)
    }
    expect(api.count("CreateToken refresh")).toBe(7)
    expect(center.refreshTokens.size).toBe(1)
    expect(index.now.ssoSignIns[0]?.signedIn).toMatchObject({ atMs: signedIn?.atMs, renewable: true })
  })

  test("of two processes at once is renewed by one", async () => {
    const { sso, deps, ids, clock, api } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    clock.advance(HOUR_MS)
    const role = { ...ids, accountId: "222222222222", accountName: "", roleName: "ReadOnly" }
    const other = createSso(deps)
    await Promise.all([sso.roleCredentials(role), other.roleCredentials(role), sso.roleCredentials(role)])
    expect(api.count("CreateToken refresh")).toBe(1)
  })

  test("that has some time left serves while it cannot be renewed", async () => {
    const { sso, ids, clock, api } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    clock.advance(HOUR_MS - 5 * 60_000)
    api.failures.push(network())
    expect(await sso.access(ids.signInId)).toHaveLength(2)
  })

  test("that is over and cannot be renewed now is kept for later", async () => {
    const { sso, ids, clock, api } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    clock.advance(HOUR_MS)
    api.failures.push(network())
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ kind: "network" })
    expect(await sso.access(ids.signInId)).toHaveLength(2)
  })

  test("whose sign-in is over is forgotten, and a person is asked for", async () => {
    const { sso, ids, clock, index, secrets, center } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    clock.advance(9 * HOUR_MS)
    expect(await failureOf(sso.access(ids.signInId))).toEqual({
      kind: "sso",
      problem: "signed-out",
      signIn: "acme",
    })
    expect(index.now.ssoSignIns[0]?.signedIn).toBeNull()
    const [refreshToken = "none"] = center.refreshTokens.keys()
    expect([...secrets.items.values()].join("")).not.toContain(refreshToken.slice(0, 60))
  })

  test("that AWS ended early is renewed once; where that fails, it was revoked", async () => {
    const { sso, ids, center, api } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    center.accessTokens.clear()
    expect(await sso.access(ids.signInId)).toHaveLength(2)
    expect(api.count("CreateToken refresh")).toBe(1)
    center.accessTokens.clear()
    center.refreshTokens.clear()
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ problem: "revoked" })
  })

  test("ends with signing out, here and at AWS; here also without a network", async () => {
    const { sso, ids, center, api, index, secrets, notes } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    await sso.signOut(ids.signInId)
    expect(center.accessTokens.size + center.refreshTokens.size).toBe(0)
    expect(notes.at(-1)).toMatchObject({ what: "signed-out", key: "acme" })
    await sso.signInByBrowser(ids.signInId)
    const [token = "none"] = center.accessTokens.keys()
    api.failures.push(network())
    await sso.signOut(ids.signInId)
    expect(index.now.ssoSignIns[0]?.signedIn).toBeNull()
    expect([...secrets.items.values()].join("")).not.toContain(token.slice(0, 60))
  })
})

describe("sign-ins", () => {
  test("have a name and a place of their own", async () => {
    const { sso } = await newSsoBench()
    const again = { name: "other", startUrl: `${START_URL}/#/`, region: "us-east-1" }
    expect(await failureOf(sso.addSignIn(again))).toMatchObject({ kind: "already-exists", name: "acme" })
    expect(await failureOf(sso.addSignIn({ ...again, name: "acme", region: "eu-west-1" }))).toMatchObject({
      kind: "already-exists",
    })
    const europe = await sso.addSignIn({ ...again, region: "eu-west-1" })
    expect(europe).toMatchObject({ startUrl: START_URL, region: "eu-west-1", signedIn: null })
  })

  test.each([
    ["http://acme.awsapps.com/start", "us-east-1", "start-url"],
    ["https://user:pw@acme.awsapps.com/start", "us-east-1", "start-url"],
    ["https://acme.awsapps.com/start?x=1", "us-east-1", "start-url"],
    ["javascript:alert(1)", "us-east-1", "start-url"],
    ["acme", "us-east-1", "start-url"],
    [START_URL, "us-east-1.evil.com#", "region"],
  ])("refuse %s in %s", async (startUrl, region, field) => {
    const { sso } = await newSsoBench()
    expect(await failureOf(sso.addSignIn({ name: "x", startUrl, region }))).toEqual({
      kind: "aws-value",
      field,
    })
  })

  test("are removed with their items, and not while a profile needs them", async () => {
    const { sso, aws, ids, secrets, index } = await newSsoBench()
    await sso.signInByBrowser(ids.signInId)
    const center = { ...ids, accountId: "222222222222", accountName: "Audit", roleName: "ReadOnly" }
    const profile = await aws.addProfile({ name: "audit", keyId: null, center })
    expect(await failureOf(sso.removeSignIn(ids.signInId))).toEqual({
      kind: "in-use",
      what: "sign-in",
      by: ["audit"],
    })
    expect(index.now.ssoSignIns[0]?.signedIn).not.toBeNull()
    await aws.removeProfile(profile.id)
    await sso.removeSignIn(ids.signInId)
    expect([...secrets.items.keys()].filter((name) => name.startsWith("sso/"))).toEqual([])
    expect(index.now.ssoSignIns).toEqual([])
  })
})
