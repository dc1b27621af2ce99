import { expect, it } from "vitest"
import { createConfigImport } from "../../src/core/aws/config-import/take-over.ts"
import { AppError } from "../../src/core/errors.ts"
import { createConfigDesk } from "../../src/main/config-desk.ts"
import { requests } from "../../src/shared/ipc/contract.ts"
import { newBench } from "../support/aws-bench.ts"

const ID = "AKIAOTHEROTHEROTHER1"
const SECRET = "another-secret-of-forty-characters-12345"
const ROLE = "arn:aws:iam::123456789012:role/Admin"

async function world() {
  const bench = await newBench({
    config: `[profile admin]\nrole_arn = ${ROLE}\nsource_profile = base\n[profile odd]\nweb_identity_token_file = /t\n`,
    credentials: `[base]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`,
  })
  const imports = createConfigImport({ ...bench.deps, sso: undefined, aws: bench.aws })
  return {
    ...bench,
    desk: createConfigDesk(
      () => Promise.resolve(imports),
      () => bench.deps.random.uuid(),
    ),
  }
}

it("shows what the contract has room for, and no key", async () => {
  const { desk } = await world()
  const shown = await desk.preview()
  expect(requests["config:preview"].response.parse(shown)).toEqual(shown)
  expect(shown.rows.map(({ profile, status }) => [profile, status])).toEqual([
    ["admin", "new"],
    ["odd", "impossible"],
    ["base", "new"],
  ])
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${SECRET}|${ID}`))
})

it("takes over, and takes back once; not after it was locked", async () => {
  const { desk, index } = await world()
  const taken = await desk.takeOver({ profiles: ["admin", "base"], names: [], removePlainText: false })
  expect(taken).toMatchObject({ profiles: 2, keys: 1, notMoved: [] })
  expect(await desk.undo(taken.batchId)).toEqual({ profiles: 2, keys: 1, keptKeys: 0 })
  await expect(desk.undo(taken.batchId)).rejects.toThrow(AppError)
  const again = await desk.takeOver({ profiles: ["admin"], names: [], removePlainText: false })
  desk.forget()
  await expect(desk.undo(again.batchId)).rejects.toThrow(AppError)
  expect(index.now.awsProfiles.some(({ name }) => name === "admin")).toBe(true)
})

it("calls them as a person says, and takes nothing over where a name is none", async () => {
  const { desk, index } = await world()
  const take = (name: string) =>
    desk.takeOver({
      profiles: ["admin", "base"],
      names: [{ profile: "admin", name }],
      removePlainText: false,
    })
  for (const name of ["", "my admin", "__proto__", "base"]) {
    await expect(take(name)).rejects.toThrow(AppError)
    expect(index.now.awsProfiles.map((profile) => profile.name)).toEqual(["dev"])
    expect(index.now.awsKeys.map((key) => key.name)).toEqual(["work"])
  }
  await take("root-of-all")
  // Its old name has credentials in AWS's files already, its new one has none.
  expect(index.now.awsProfiles.slice(1).map((profile) => [profile.name, profile.mode])).toEqual([
    ["root-of-all", "file"],
    ["base", "process"],
  ])
})
