import { describe, expect, test } from "vitest"
import type { Barrier } from "../../../../src/core/aws/config-import/types.ts"
import { MAX_ROLES } from "../../../../src/core/vault/limits.ts"
import { barrierWords } from "../../../../src/shared/words/config-import.ts"
import { KEY, plan, role } from "./plan-of.ts"

const barrierOf = (config: string, credentials = ""): Barrier | null | undefined =>
  plan(config, credentials).at(-1)?.barrier

describe("profiles of AWS's files", () => {
  test.each<[string, string, string, Barrier]>([
    [
      "a source that is not there",
      `[profile a]\nrole_arn = ${role("A")}\nsource_profile = gone`,
      "",
      { kind: "source-missing", profile: "gone" },
    ],
    [
      "a circle",
      `[profile b]\nrole_arn = ${role("B")}\nsource_profile = a\n[profile a]\nrole_arn = ${role("A")}\nsource_profile = b`,
      "",
      { kind: "loop", path: ["a", "b", "a"] },
    ],
    [
      "an instance's role",
      `[profile a]\nrole_arn = ${role("A")}\ncredential_source = Ec2InstanceMetadata`,
      "",
      { kind: "credential-source", source: "Ec2InstanceMetadata" },
    ],
    [
      "a web identity",
      `[profile a]\nrole_arn = ${role("A")}\nweb_identity_token_file = /t`,
      "",
      { kind: "web-identity" },
    ],
    ["aws login", "[profile a]\nlogin_session = arn:x", "", { kind: "login-session" }],
    ["no role", `[profile a]\nrole_arn = admin\nsource_profile = a`, `[a]\n${KEY}`, { kind: "bad-role" }],
    [
      "a session's keys",
      "",
      "[a]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t",
      { kind: "temporary", profile: "a" },
    ],
    [
      "what is no key",
      "",
      "[a]\naws_access_key_id = test\naws_secret_access_key = test",
      { kind: "bad-key", profile: "a" },
    ],
    [
      "a role after Identity Center",
      `[profile s]\nsso_start_url = x\n[profile a]\nrole_arn = ${role("A")}\nsource_profile = s`,
      "",
      { kind: "role-after-center", profile: "s" },
    ],
    [
      "more roles than a profile takes",
      Array.from(
        { length: MAX_ROLES + 1 },
        (_, at) => `[profile p${at}]\nrole_arn = ${role("A")}\nsource_profile = p${at + 1}`,
      )
        .reverse()
        .join("\n"),
      `[p${MAX_ROLES + 1}]\n${KEY}`,
      { kind: "too-many-roles", most: MAX_ROLES },
    ],
  ])("cannot be taken over with %s", (_name, config, credentials, expected) => {
    const row = plan(config, credentials).find(({ barrier }) => barrier?.kind === expected.kind)
    expect(row).toMatchObject({ status: "impossible", kind: "none" })
    if (expected.kind !== "loop") expect(row?.barrier).toEqual(expected)
    expect(barrierWords(expected).join(" ")).not.toBe("")
  })

  test.each<[string, string, string | null]>([
    ["aws-vault exec work --json", "aws-vault", "work"],
    ["/opt/bin/aws-vault export --format=json --duration 1h work", "aws-vault", "work"],
    ["aws-vault --debug exec -n 'my work' -- env", "aws-vault", "my work"],
    ["granted credential-process --profile dev", "granted", "dev"],
    ["leapp session generate 0a1b2c3d", "leapp", null],
    [String.raw`"C:\Program Files\aws-sso.exe" process`, "aws-sso", null],
    ["aws configure export-credentials --profile=base", "aws", "base"],
    ["/usr/local/bin/helper", "other", null],
  ])("that start %j name the program, and nothing is started", (command, tool, name) => {
    expect(barrierOf(`[profile a]\ncredential_process = ${command}`)).toEqual({ kind: "process", tool, name })
  })

  test("that aws-vault keeps say the one line that takes their key over", () => {
    const barrier = barrierOf("[profile a]\ncredential_process = aws-vault exec work --json")
    expect(barrier && barrierWords(barrier)[1]).toContain(
      "aws-vault export --no-session --format=json work | keycard aws key add work",
    )
    // A name that a shell would not leave alone never gets into a line that is to be pasted.
    const odd = barrierOf("[profile a]\ncredential_process = aws-vault exec 'x;reboot' --json")
    expect(odd && barrierWords(odd)[1]).not.toContain("reboot")
  })
})
