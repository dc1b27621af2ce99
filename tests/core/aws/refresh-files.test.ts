import { describe, expect, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { newBench } from "../../support/aws-bench.ts"
import { failureOf } from "../../support/failure-of.ts"

describe("the shared files", () => {
  const foreign = "[dev]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD1\naws_secret_access_key = old\n\n# end\n"

  test("a section of somebody else's is replaced only with consent, and no code is spent without it", async () => {
    const { aws, api, profile, credentialsFile } = await newBench({ credentials: foreign })
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({
      kind: "section-not-ours",
      permanentKey: true,
    })
    expect(api.calls).toEqual([])
    expect(credentialsFile.text).toBe(foreign)
    await aws.refresh(profile.id, { replaceForeignSection: true })
    expect(credentialsFile.text).not.toContain("AKIAOLD")
    await aws.refresh(profile.id, { force: true })
    await aws.stop(profile.id)
    expect(credentialsFile.text).toBe(foreign)
  })

  test("what was replaced is in the keychain before the file changes", async () => {
    const { aws, profile, credentialsFile, secrets } = await newBench({ credentials: foreign })
    credentialsFile.script.failMatching("replace", new AppError({ kind: "file", problem: "full", path: "x" }))
    expect(await failureOf(aws.refresh(profile.id, { replaceForeignSection: true }))).toMatchObject({
      kind: "file",
    })
    expect(secrets.items.get(`replaced/${profile.id}`)).toContain("AKIAOLDOLDOLDOLDOLD1")
    expect(credentialsFile.text).toBe(foreign)
  })

  test("a write that fails keeps the credentials: the next refresh writes them without asking AWS", async () => {
    const { aws, api, profile, credentialsFile, index } = await newBench()
    const full = new AppError({ kind: "file", problem: "full", path: "x" })
    credentialsFile.script.failMatching("replace", full, { times: 1 })
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ kind: "file", problem: "full" })
    expect(index.now.awsSessions).toMatchObject([{ written: false }])
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: false, written: true })
    expect(api.count("GetSessionToken")).toBe(1)
    expect(credentialsFile.text).toContain("ASIAEXAMPLEEXAMP0001")
  })

  test("what another program writes in between is kept", async () => {
    const { aws, profile, credentialsFile } = await newBench({ credentials: "[a]\nk = v\n" })
    credentialsFile.anotherWriterIsFaster((text) => `${text ?? ""}[new]\nk = w\n`)
    await aws.refresh(profile.id)
    expect(credentialsFile.text).toMatch(/^\[a\]\nk = v\n\[new\]\nk = w\n\n\[dev\]\n/)
  })

  test("a file that botocore cannot parse is not touched, and no code is spent", async () => {
    const { aws, api, profile, credentialsFile } = await newBench({ credentials: "[a]\nk = v\n[a]\n" })
    expect(await failureOf(aws.refresh(profile.id))).toMatchObject({ problem: "duplicate-section", line: 3 })
    expect(api.calls).toEqual([])
    expect(credentialsFile.text).toBe("[a]\nk = v\n[a]\n")
  })

  test("a file that another program is just writing is read again", async () => {
    const { aws, profile, credentialsFile, clock } = await newBench({ credentials: "[a]\nk = v\n[b" })
    const whole = "[a]\nk = v\n[b]\n"
    const sleep = clock.sleepUntil.bind(clock)
    clock.sleepUntil = (...when) => {
      credentialsFile.writtenByAnother(whole)
      return sleep(...when)
    }
    await aws.refresh(profile.id)
    expect(credentialsFile.text?.startsWith(whole)).toBe(true)
  })

  test("a profile whose config names a role is refused: its keys would never be used", async () => {
    const { aws, key } = await newBench({ config: "[profile x]\nrole_arn = r\nsource_profile = y\n" })
    expect(await failureOf(aws.addProfile({ name: "x", keyId: key.id }))).toMatchObject({ problem: "taken" })
  })

  test("a token with a line break is never written, whoever let it through", async () => {
    const { aws, api, profile, credentialsFile } = await newBench()
    api.token = "tok\n[default]\ncredential_process = /bin/false"
    await expect(aws.refresh(profile.id)).rejects.toThrow()
    expect(credentialsFile.text).toBeNull()
  })

  test("stop leaves both files as they were, to the byte", async () => {
    const credentials = "# mine\r\n[a]\r\naws_access_key_id=x"
    const config = "[default]\nregion = eu-west-1\n[profile dev]\noutput = json\nregion : us-east-2\n# end"
    const bench = await newBench({ credentials, config, region: "eu-central-1" })
    await bench.aws.refresh(bench.profile.id)
    expect(bench.configFile.text).toContain("region : eu-central-1")
    await bench.aws.refresh(bench.profile.id, { force: true })
    await bench.aws.stop(bench.profile.id)
    expect(bench.credentialsFile.text).toBe(credentials)
    expect(bench.configFile.text).toBe(config)
    expect([...bench.secrets.items.keys()].filter((name) => /^(session|replaced)\//.test(name))).toEqual([])
    expect(bench.index.now.awsSessions).toEqual([])
  })

  test("a renamed profile leaves nothing under its old name", async () => {
    const { aws, profile, credentialsFile, api } = await newBench({ credentials: "[a]\nk = v\n" })
    await aws.refresh(profile.id)
    await aws.editProfile(profile.id, { name: "test" })
    expect(credentialsFile.text).toBe("[a]\nk = v\n")
    expect(await aws.refresh(profile.id)).toMatchObject({ issued: false, written: true })
    expect(credentialsFile.text).toContain("[test]")
    expect(api.count("GetSessionToken")).toBe(1)
  })
})
