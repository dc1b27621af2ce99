import { describe, expect, test } from "vitest"
import { newBench, type BenchOptions } from "../../support/aws-bench.ts"

const processCommand = (name: string) => `"/opt/keycard/bin/keycard" credential-process ${name}`
const LINE = `credential_process = ${processCommand("dev")}`
const bench = (options: BenchOptions = {}) => newBench({ mode: "process", processCommand, ...options })
const THEIRS =
  "[a]\nk = v\n\n[dev] # mine\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n; note\naws_secret_access_key = s\nregion = eu-west-1\n\n[b]\nx = y\n"

describe("a profile in process mode", () => {
  test("has its line and its region from the start, and no credentials in any file", async () => {
    const { configFile, credentialsFile, aws, profile } = await bench({ region: "eu-west-1" })
    expect(configFile.text).toBe(`[profile dev]\n${LINE}\nregion = eu-west-1\n`)
    await aws.refresh(profile.id)
    expect(configFile.text).toBe(`[profile dev]\n${LINE}\nregion = eu-west-1\n`)
    expect(credentialsFile.text).toBeNull()
    expect(await aws.processLine(profile.id)).toEqual({ command: processCommand("dev"), written: true })
  })

  test("leaves both files as they were when it is stopped, and writes the line again when it is started", async () => {
    const config = "[default]\r\nregion = us-east-1\r\n\r\n[profile dev]\r\noutput = json"
    const { configFile, aws, profile } = await bench({ config, region: "eu-west-1" })
    expect(configFile.text).toContain(LINE)
    await aws.stop(profile.id)
    expect(configFile.text).toBe(config)
    expect(await aws.processLine(profile.id)).toMatchObject({ written: false })
    await aws.refresh(profile.id)
    expect(configFile.text).toContain(LINE)
    await aws.removeProfile(profile.id)
    expect(configFile.text).toBe(config)
  })

  test("moves its line with its name, and takes it out for good in file mode", async () => {
    const { configFile, credentialsFile, aws, profile } = await bench()
    await aws.editProfile(profile.id, { name: "prod" })
    expect(configFile.text).toBe(`[profile prod]\ncredential_process = ${processCommand("prod")}\n`)
    await aws.editProfile(profile.id, { mode: "file" })
    expect(configFile.text ?? "").toBe("")
    await aws.refresh(profile.id)
    expect(credentialsFile.text).toContain("[prod]")
    await aws.editProfile(profile.id, { mode: "process" })
    expect(credentialsFile.text ?? "").toBe("")
    expect(configFile.text).toContain(processCommand("prod"))
  })

  test("follows its region; what was stopped stays without a line when it is edited", async () => {
    const { configFile, aws, profile } = await bench({ region: "eu-west-1" })
    await aws.editProfile(profile.id, { region: "eu-north-1" })
    expect(configFile.text).toBe(`[profile dev]\n${LINE}\nregion = eu-north-1\n`)
    await aws.editProfile(profile.id, { region: undefined })
    expect(configFile.text).toBe(`[profile dev]\n${LINE}\n`)
    await aws.stop(profile.id)
    await aws.editProfile(profile.id, { region: "eu-west-1" })
    expect(configFile.text ?? "").toBe("")
  })

  test("takes consent before keys of somebody else's, which every tool reads first, and gives them back", async () => {
    const { configFile, credentialsFile, aws, api, profile } = await bench({ credentials: THEIRS })
    expect(configFile.text).toBeNull()
    await expect(aws.refresh(profile.id)).rejects.toMatchObject({
      data: { kind: "section-not-ours", permanentKey: true, path: credentialsFile.path },
    })
    expect(api.calls).toEqual([])
    await aws.refresh(profile.id, { replaceForeignSection: true })
    expect(credentialsFile.text).not.toContain("AKIAIOSFODNN7EXAMPLE")
    expect(credentialsFile.text).toContain("region = eu-west-1")
    expect(configFile.text).toContain(LINE)
    await aws.refresh(profile.id, { force: true })
    await aws.stop(profile.id)
    expect(credentialsFile.text).toBe(THEIRS)
    expect(configFile.text ?? "").toBe("")
  })

  test("is refused where a role or a sign-on of that name would be used instead", async () => {
    const config = "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/x\n"
    await expect(bench({ config })).rejects.toMatchObject({
      data: { kind: "profile-name", problem: "taken" },
    })
  })

  test("is not added where the config file cannot be edited", async () => {
    await expect(bench({ config: "[a]\n[a]\n" })).rejects.toMatchObject({ data: { kind: "aws-file" } })
  })

  test("answers a tool without touching a file", async () => {
    const { configFile, aws, profile } = await bench()
    await aws.stop(profile.id)
    await aws.credentials(profile.id)
    expect(configFile.text ?? "").toBe("")
  })
})
