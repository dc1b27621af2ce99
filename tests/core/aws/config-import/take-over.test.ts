import { describe, expect, test } from "vitest"
import { createConfigImport } from "../../../../src/core/aws/config-import/take-over.ts"
import { AppError } from "../../../../src/core/errors.ts"
import { LONG_TERM, newBench, SERIAL } from "../../../support/aws-bench.ts"
import { failureOf } from "../../../support/failure-of.ts"

const ID = "AKIAOTHEROTHEROTHER1"
const SECRET = "another-secret-of-forty-characters-12345"
const KEY = `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const CONFIG = `[profile base]\nregion = eu-west-1\nmfa_serial = ${SERIAL}\n[profile admin]\nrole_arn = ${role("Admin")}\nsource_profile = base\n[profile up]\nrole_arn = ${role("Up")}\nsource_profile = admin\n`
const CREDENTIALS = `# mine\n[base]\n${KEY}output = json\n`

async function world(config = CONFIG, credentials = CREDENTIALS) {
  const bench = await newBench({ config, credentials })
  const { aws, deps } = bench
  return { ...bench, imports: createConfigImport({ ...deps, sso: undefined, aws }) }
}

describe("taking profiles over", () => {
  test("keeps each key once, with its device and the account that makes its codes, and changes no file", async () => {
    const { imports, index, secrets, account, credentialsFile, configFile } = await world()
    const { profiles, keys } = await imports.takeOver(["base", "admin", "up"])
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ name: "base", tail: "HER1", mfaSerial: SERIAL, otpAccountId: account.id })
    expect(secrets.items.get(`aws-key/${keys[0]?.id ?? ""}`)).toContain(SECRET)
    expect(profiles.map(({ name, mode, roleArns, region }) => [name, mode, roleArns, region])).toEqual([
      ["base", "process", [], "eu-west-1"],
      ["admin", "process", [role("Admin")], null],
      ["up", "process", [role("Admin"), role("Up")], null],
    ])
    expect(profiles.every(({ keyId }) => keyId === keys[0]?.id)).toBe(true)
    expect(index.now.awsProfiles).toHaveLength(4)
    expect([credentialsFile.text, configFile.text]).toEqual([CREDENTIALS, CONFIG])
  })

  test("takes all that goes with a role along, up to what AWS is asked", async () => {
    const own = "external_id = partner/7\nrole_session_name = ada@example.org\nduration_seconds = 7200\n"
    const vault = "source_identity = ada\nsession_tags = team=ops, cost=7\ntransitive_session_tags = team\n"
    const config = `[profile admin]\nrole_arn = ${role("Admin")}\nsource_profile = base\nmfa_serial = ${SERIAL}\n${own}${vault}`
    const { imports, aws, api } = await world(config)
    const { profiles } = await imports.takeOver(["base", "admin"])
    const admin = profiles.find(({ name }) => name === "admin")
    expect(admin).toMatchObject({ durationSeconds: 7_200 })
    await aws.credentials(admin?.id ?? "")
    expect(api.calls.at(-1)).toMatchObject({
      action: "AssumeRole",
      durationSeconds: 7_200,
      role: {
        ...{ externalId: "partner/7", roleSessionName: "ada@example.org", sourceIdentity: "ada" },
        tags: [
          { key: "team", value: "ops", transitive: true },
          { key: "cost", value: "7", transitive: false },
        ],
      },
    })
    expect((await imports.preview()).find(({ profile }) => profile === "admin")?.status).toBe("same")
  })

  test("leaves out what AWS would refuse of it, says so, and takes the rest", async () => {
    const first = `[profile admin]\nrole_arn = ${role("Admin")}\nsource_profile = base\nsource_identity = ada\nsession_tags = team=ops\ntransitive_session_tags = team\n`
    const second = `[profile up]\nrole_arn = ${role("Up")}\nsource_profile = admin\nsource_identity = bob\nsession_tags = team=dev\n`
    const bad = `[profile bad]\nrole_arn = ${role("Bad")}\nsource_profile = base\nsource_identity = a b\nsession_tags = team\n`
    const { imports } = await world(`${first}${second}${bad}`)
    const rows = await imports.preview()
    const notesOf = (name: string) =>
      rows.find(({ profile }) => profile === name)?.notes.map(({ kind }) => kind)
    expect(notesOf("up")).toEqual(expect.arrayContaining(["source-identity-dropped", "session-tags-dropped"]))
    expect(notesOf("bad")).toEqual(
      expect.arrayContaining(["source-identity-dropped", "session-tags-dropped"]),
    )
    const { profiles } = await imports.takeOver(["base", "admin", "up", "bad"])
    const optionsOf = (name: string) => profiles.find((profile) => profile.name === name)?.roleOptions
    expect(optionsOf("up")).toMatchObject([{ sourceIdentity: "ada" }, { sourceIdentity: null, tags: [] }])
    expect(optionsOf("bad")).toEqual([])
  })

  test("uses a key that is kept already, and only the very same one", async () => {
    const same = `aws_access_key_id = ${LONG_TERM.accessKeyId}\naws_secret_access_key = ${LONG_TERM.secretAccessKey}\n`
    const alike = `aws_access_key_id = AKIAOTHEROTHER0XMPLE\naws_secret_access_key = ${SECRET}\n`
    const config = `[profile a]\nrole_arn = ${role("A")}\nsource_profile = a\n`
    const { imports, key } = await world(config, `[a]\n${same}[b]\n${alike}`)
    const taken = await imports.takeOver(["a", "b"])
    expect(taken.keys).toHaveLength(1)
    expect(taken.profiles[0]?.keyId).toBe(key.id)
    expect(taken.profiles[1]?.keyId).not.toBe(key.id)
    expect((await imports.preview()).map(({ status }) => status)).toEqual(["same", "same"])
  })

  test("keeps a key once that stands in several sections, and two of one name apart", async () => {
    const other = KEY.replace(ID, "AKIAOTHEROTHEROTHER2")
    const { imports, index } = await world("", `[a]\n${KEY}[b]\n${KEY}[a-long-term]\n${other}`)
    const { profiles, keys } = await imports.takeOver(["a", "b", "a-long-term"])
    expect(keys.map(({ name, tail }) => [name, tail])).toEqual([
      ["a", "HER1"],
      ["a-2", "HER2"],
    ])
    expect(profiles.map(({ name }) => name)).toEqual(["a", "b", "a-2"])
    expect(index.now.awsProfiles).toHaveLength(4)
  })

  test("removes the plain text where that is asked for, last, and fills the file from then on", async () => {
    const { imports, aws, credentialsFile, configFile } = await world(CONFIG, `# mine\n[base]\n${KEY}`)
    const taken = await imports.takeOver(["base"], { removePlainText: true })
    expect(credentialsFile.text).toBe("# mine\n")
    expect(configFile.text).toBe(CONFIG)
    expect(taken).toMatchObject({ moved: [taken.keys[0]?.id], notMoved: [] })
    expect(taken.profiles[0]?.mode).toBe("file")
    await aws.refresh(taken.profiles[0]?.id ?? "")
    expect(credentialsFile.text).toContain("aws_session_token")
  })

  test("says where the plain text stays although it was to go", async () => {
    const { imports, credentialsFile, index } = await world()
    const error = new AppError({ kind: "file", problem: "read-only", path: "/c" })
    credentialsFile.script.failMatching("replace", error)
    const taken = await imports.takeOver(["base"], { removePlainText: true })
    expect(taken).toMatchObject({
      moved: [],
      notMoved: [{ section: "base", error: { problem: "read-only" } }],
    })
    expect(index.now.awsProfiles.some(({ name }) => name === "base")).toBe(true)
  })

  test("is all or nothing: what fails in the middle takes back what was done", async () => {
    const { imports, index, secrets } = await world()
    const before = structuredClone(index.now)
    const items = [...secrets.items.keys()]
    const names = { up: "dev" }
    expect(await failureOf(imports.takeOver(["base", "admin", "up"], { names }))).toEqual({
      ...{ kind: "already-exists", what: "profile", name: "dev" },
    })
    expect({ ...index.now, generation: 0 }).toEqual({ ...before, generation: 0 })
    expect([...secrets.items.keys()]).toEqual(items)
  })

  test("refuses what is not there any more, is the same, or cannot be, before it does anything", async () => {
    const config = `${CONFIG}[profile sso]\nsso_start_url = https://a.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Dev\n`
    const { imports, index } = await world(config)
    const { generation } = index.now
    for (const [profiles, problem] of [
      [["gone"], "changed"],
      [[], "nothing-chosen"],
      [["base", "sso"], "center"],
    ] as const)
      expect(await failureOf(imports.takeOver(profiles))).toMatchObject({ kind: "config-import", problem })
    expect(index.now.generation).toBe(generation)
  })

  test("is taken back by undo, but for a key that only the keychain has by then", async () => {
    const first = await world()
    const plain = await first.imports.takeOver(["base", "admin"])
    expect(await first.imports.undo(plain)).toEqual({ profiles: 2, keys: 1, keptKeys: 0 })
    expect(first.index.now.awsProfiles).toHaveLength(1)
    expect(first.secrets.items.has(`aws-key/${plain.keys[0]?.id ?? ""}`)).toBe(false)
    expect(await first.imports.undo(plain)).toEqual({ profiles: 0, keys: 0, keptKeys: 0 })
    const second = await world()
    const moved = await second.imports.takeOver(["base"], { removePlainText: true })
    expect(await second.imports.undo(moved)).toEqual({ profiles: 1, keys: 0, keptKeys: 1 })
    expect(second.secrets.items.get(`aws-key/${moved.keys[0]?.id ?? ""}`)).toContain(SECRET)
  })
})
