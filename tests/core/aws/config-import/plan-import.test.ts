import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { emptyVault } from "../../../../src/core/vault/schema.ts"
import { importNoteWords } from "../../../../src/shared/words/config-import.ts"
import { ADA, KEY, plan, role } from "./plan-of.ts"
import { keyRow, profileRow } from "../../../support/vault-rows.ts"

const key = (name: string, tail = "MPLE", mfaSerial: string | null = null) =>
  keyRow({ id: `key-${name}`, name, tail, mfaSerial })
const profile = (name: string, keyId: string, roleArns: string[] = []) =>
  profileRow({ id: `profile-${name}`, name, keyId, roleArns })

describe("profiles of AWS's files", () => {
  test("with a key and with roles of it are one key and a profile each, with what goes along", () => {
    const config = `
[default]
region = eu-west-1
mfa_serial = ${ADA}
[profile admin]
role_arn = ${role("Admin")}
source_profile = default
mfa_serial = ${ADA}
external_id = partner/7
role_session_name = ada@example.org
duration_seconds = 7200
region = eu-central-1
`
    const [first, second, ...rest] = plan(config, `[default]\n${KEY}`)
    expect(rest).toEqual([])
    const base = { kind: "file", section: "default", file: "credentials", tail: "MPLE", name: "default" }
    expect(first).toMatchObject({
      ...{ profile: "default", kind: "user", name: "default", status: "new", mfaSerial: ADA, roles: [] },
      ...{ region: "eu-west-1", durationSeconds: null, base: { ...base, alike: null } },
    })
    expect(second).toMatchObject({
      ...{ profile: "admin", kind: "role", status: "new", mfaSerial: ADA, region: "eu-central-1" },
      ...{ durationSeconds: 7_200, base, mode: "process", notes: [{ kind: "on-request" }] },
      roles: [{ arn: role("Admin"), externalId: "partner/7", sessionName: "ada@example.org" }],
    })
  })

  test("that are chains of any length begin with the key, and the roles are in their order", () => {
    const config = `
[profile c]
role_arn = ${role("C")}
source_profile = b
[profile b]
role_arn = ${role("B")}
source_profile = a
[profile a]
role_arn = ${role("A")}
source_profile = root
`
    const rows = plan(config, `[root]\n${KEY}`)
    expect(rows[0]?.roles.map(({ arn }) => arn)).toEqual([role("A"), role("B"), role("C")])
    expect(rows.map(({ base }) => base?.kind === "file" && base.section)).toEqual(Array(4).fill("root"))
  })

  test("never go round in a circle, whichever way the sources lead", () => {
    const names = ["a", "b", "c", "d", "e"]
    const source = fc.option(fc.constantFrom(...names, "nobody"), { nil: null })
    const include = fc.option(fc.constantFrom(...names), { nil: null })
    fc.assert(
      fc.property(fc.array(fc.tuple(source, include), { minLength: 5, maxLength: 5 }), (links) => {
        const config = links
          .map(([from, included], place) =>
            [
              `[profile ${names[place] ?? ""}]`,
              `role_arn = ${role(`R${place}`)}`,
              ...(from === null ? [] : [`source_profile = ${from}`]),
              ...(included === null ? [] : [`include_profile = ${included}`]),
            ].join("\n"),
          )
          .join("\n")
        expect(plan(config)).toHaveLength(5)
      }),
    )
  })

  test("end at a source's own keys before its role, as botocore has it, also at their own", () => {
    const roles = `role_arn = ${role("R")}\nsource_profile = x\n`
    const rows = plan(`[profile y]\nrole_arn = ${role("Y")}\nsource_profile = x\n`, `[x]\n${KEY}${roles}`)
    expect(rows.map(({ roles: all }) => all.map(({ arn }) => arn))).toEqual([[role("Y")], [role("R")]])
  })

  test("of aws-mfa are its long-term section, under the name that it serves", () => {
    const credentials = `[work-long-term]\n${KEY}aws_mfa_device = ${ADA}\n[work]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2026-01-01 00:00:00\n`
    const rows = plan(`[profile admin]\nrole_arn = ${role("A")}\nsource_profile = work\n`, credentials)
    expect(rows.map(({ profile: from, name, mfaSerial }) => [from, name, mfaSerial])).toEqual([
      ["admin", "admin", ADA],
      ["work-long-term", "work", ADA],
    ])
    expect(rows.every(({ base }) => base?.kind === "file" && base.section === "work-long-term")).toBe(true)
  })

  test("of aws-vault take what they do not say from include_profile, never a key", () => {
    const config = `
[profile common]
region = eu-west-1
mfa_serial = ${ADA}
source_profile = root
[profile root]
include_profile = common
[profile dev]
include_profile = common
role_arn = ${role("Dev")}
`
    const vault = { ...emptyVault(), awsKeys: [key("root")] }
    const rows = plan(config, "", vault)
    expect(rows.find(({ profile: name }) => name === "dev")).toMatchObject({
      ...{ status: "new", mfaSerial: ADA, region: "eu-west-1" },
      base: { kind: "kept", keyId: "key-root" },
    })
    expect(plan(config).find(({ profile: name }) => name === "dev")?.barrier).toEqual({
      ...{ kind: "key-elsewhere", profile: "root" },
    })
  })

  test("of Identity Center say where it is, the old way, the new way and Granted's", () => {
    const center = {
      ...{ startUrl: "https://acme.awsapps.com/start", region: "eu-west-1" },
      ...{ accountId: "123456789012", roleName: "Dev" },
    }
    const config = `
[sso-session acme]
sso_start_url = ${center.startUrl}
sso_region = eu-west-1
[profile new]
sso_session = acme
sso_account_id = 123456789012
sso_role_name = Dev
[profile old]
sso_start_url = ${center.startUrl}
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Dev
[profile granted]
granted_sso_start_url = ${center.startUrl}
granted_sso_region = eu-west-1
granted_sso_account_id = 123456789012
granted_sso_role_name = Dev
credential_process = granted credential-process --profile granted
[profile half]
sso_session = gone
sso_account_id = 123456789012
`
    const rows = plan(config)
    expect(rows.slice(0, 3).map((row) => row.center)).toEqual([
      { ...center, session: "acme" },
      { ...center, session: null },
      { ...center, session: null },
    ])
    expect(rows.slice(0, 3).every(({ kind }) => kind === "center")).toBe(true)
    expect(rows[3]?.barrier).toEqual({ kind: "center-incomplete" })
  })

  test("that Keycard fills, or answers for, are none; a role of one begins with its key", () => {
    const vault = {
      ...emptyVault(),
      awsKeys: [key("work")],
      awsProfiles: [profile("dev", "key-work", [role("Dev")])],
    }
    const config = `[profile live]\ncredential_process = "/usr/bin/keycard" credential-process live\n[profile up]\nrole_arn = ${role("Up")}\nsource_profile = dev\n`
    const credentials =
      "[dev]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\nx_keycard_profile = profile-dev\n"
    const rows = plan(config, credentials, vault)
    expect(rows.map(({ profile: name }) => name)).toEqual(["up"])
    expect(rows[0]?.roles.map(({ arn }) => arn)).toEqual([role("Dev"), role("Up")])
  })

  test("that only hold settings are none", () => {
    expect(plan("[profile a]\nregion = eu-west-1\noutput = json\n[plugins]\nx = y\n")).toEqual([])
  })

  test("are the same as one here, or meet another of their name", () => {
    const vault = {
      ...emptyVault(),
      awsKeys: [key("work")],
      awsProfiles: [profile("other", "key-work", [role("A")]), profile("b", "key-work", [role("X")])],
    }
    const config = ["a", "b"]
      .map((name) => `[profile ${name}]\nrole_arn = ${role(name.toUpperCase())}\nsource_profile = work\n`)
      .join("")
    const rows = plan(config, `[work]\n${KEY}`, vault)
    expect(rows.map(({ status, name, here }) => [status, name, here])).toEqual([
      ["same", "other", "other"],
      ["taken", "b-2", "b"],
      ["new", "work", null],
    ])
    expect(rows[2]?.base).toMatchObject({ kind: "file", alike: "key-work", name: "work-2" })
  })

  test("get the nearest name that all of AWS's SDKs read, each its own", () => {
    const roleOf = `role_arn = ${role("A")}\nsource_profile = root\n`
    const rows = plan(`[profile "my prôf"]\n${roleOf}[profile "my prof"]\n${roleOf}`, `[root]\n${KEY}`)
    expect(rows.map(({ name }) => name)).toEqual(["my-prof", "my-prof-2", "root"])
    expect(rows[0]?.notes).toContainEqual({ kind: "name-changed", from: "my prôf" })
  })

  test("lose what AWS would refuse, and say so", () => {
    const config = `[profile a]\nrole_arn = ${role("A")}\nsource_profile = root\nregion = Frankfurt\nduration_seconds = 60\nexternal_id = x\nrole_session_name = a b\n`
    const [row] = plan(config, `[root]\n${KEY}`)
    expect(row).toMatchObject({ region: null, durationSeconds: null })
    expect(row?.roles[0]).toMatchObject({ externalId: null, sessionName: null })
    expect(row?.notes.map(({ kind }) => kind).sort()).toEqual([
      ...["duration-changed", "external-id-dropped", "on-request", "region-dropped", "session-name-dropped"],
    ])
    expect(
      row?.notes.map(importNoteWords).every((words) => words.endsWith(".") || words.endsWith(". ")),
    ).toBe(true)
  })

  test("of one key with two devices say which one it has here", () => {
    const bob = "arn:aws:iam::123456789012:mfa/bob"
    const roleOf = (serial: string) =>
      `role_arn = ${role("A")}\nsource_profile = root\nmfa_serial = ${serial}\n`
    const rows = plan(`[profile a]\n${roleOf(ADA)}[profile b]\n${roleOf(bob)}`, `[root]\n${KEY}`)
    expect(rows[1]?.notes).toContainEqual({ kind: "other-mfa-device", serial: ADA })
  })
})
