import { describe, expect, test } from "vitest"
import { readSharedFile } from "../../../src/core/aws/shared-files/read.ts"
import { readCachedToken, signInsOfConfig } from "../../../src/core/sso/command-line.ts"
import { newSsoBench, START_URL } from "../../support/sso-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

const CONFIG = `[sso-session work]
sso_region = eu-central-1
sso_start_url = https://work.awsapps.com/start/#
sso_registration_scopes = sso:account:access
[profile old]
sso_start_url = https://work.awsapps.com/start
sso_region = eu-central-1
sso_account_id = 111111111111
[profile legacy]
sso_start_url = https://legacy.awsapps.com/start
sso_region = us-west-2
[sso-session broken]
sso_region = us-east-1.evil.com#
sso_start_url = https://x.awsapps.com/start
[sso-session empty]
[profile plain]
region = eu-west-1
`

const cached = (fields: object) =>
  JSON.stringify({
    ...{
      startUrl: START_URL,
      region: "us-east-1",
      accessToken: "aoaAAAAAG",
      expiresAt: "2026-11-22T20:00:00Z",
    },
    ...{ clientId: "c", clientSecret: "s", refreshToken: "aorAAAAAG" },
    ...fields,
  })

describe("the sign-ins of AWS's config file", () => {
  test("are its sso-session sections, and the profiles that name a start URL themselves", () => {
    expect(signInsOfConfig(readSharedFile(Buffer.from(CONFIG), "config"))).toEqual([
      { name: "work", startUrl: "https://work.awsapps.com/start", region: "eu-central-1" },
      { name: "legacy", startUrl: "https://legacy.awsapps.com/start", region: "us-west-2" },
    ])
  })
})

describe("the token of AWS's command line", () => {
  test("is read as its versions wrote it", () => {
    expect(readCachedToken(cached({}))).toEqual({
      ...{ name: "acme", startUrl: START_URL, region: "us-east-1", accessToken: "aoaAAAAAG" },
      expiresAtMs: Date.UTC(2026, 10, 22, 20),
    })
    expect(readCachedToken(cached({ expiresAt: "2026-11-22T20:00:00UTC" }))?.expiresAtMs).toBe(
      Date.UTC(2026, 10, 22, 20),
    )
  })

  test.each([
    [
      "a registration",
      JSON.stringify({ clientId: "x", clientSecret: "y", expiresAt: "2026-11-22T20:00:00Z" }),
    ],
    ["torn", cached({}).slice(0, 90)],
    ["doubled", cached({}) + cached({})],
    ["a list", "[]"],
    ["null", "null"],
    ["with a token of several lines", cached({ accessToken: "a\nb" })],
    ["with a date that is none", cached({ expiresAt: "soon" })],
    ["of another kind of page", cached({ startUrl: "http://acme.awsapps.com/start" })],
  ])("is passed over when it is %s", (_, text) => {
    expect(readCachedToken(text)).toBeNull()
  })

  test("is offered with its sign-in, and used as long as it lasts, without its refresh token", async () => {
    const { sso, files, ids, center, clock, secrets } = await newSsoBench()
    files.configText = CONFIG
    files.cached = [cached({ startUrl: "https://work.awsapps.com/start", region: "eu-central-1" }), "{"]
    const found = await sso.found()
    expect(found.map(({ name, signedInUntilMs }) => [name, signedInUntilMs])).toEqual([
      ["work", Date.UTC(2026, 10, 22, 20)],
      ["legacy", null],
    ])
    expect(await failureOf(sso.signInByCommandLine(ids.signInId))).toMatchObject({ problem: "signed-out" })

    await sso.signInByBrowser(ids.signInId)
    const [accessToken = ""] = center.accessTokens.keys()
    await sso.signOut(ids.signInId)
    center.accessTokens.set(accessToken, {
      signIn: { clientId: "", endsMs: 0 },
      expiresMs: clock.nowMs() + 3_600_000,
    })
    const expiresAt = new Date(clock.nowMs() + 3_600_000).toISOString()
    files.cached = [cached({ accessToken, expiresAt })]
    const signedIn = await sso.signInByCommandLine(ids.signInId)
    expect(signedIn.signedIn).toMatchObject({ renewable: false, expiresAtMs: clock.nowMs() + 3_600_000 })
    expect(await sso.access(ids.signInId)).toHaveLength(2)
    expect([...secrets.items.values()].join("")).not.toContain("aorAAAAAG")
    clock.advance(3_600_000)
    expect(await failureOf(sso.access(ids.signInId))).toMatchObject({ problem: "signed-out" })
  })
})
