import { describe, expect, test } from "vitest"
import { splitCommand } from "../../../src/core/checkup/credential-process.ts"
import type { Finding } from "../../../src/core/checkup/finding.ts"
import { lookAtMachine } from "../../../src/core/checkup/look-at-machine.ts"
import { emptyVault } from "../../../src/core/vault/schema.ts"
import { checkupWords } from "../../../src/shared/words/checkup.ts"
import { FakeMachine } from "../../fakes/fake-machine.ts"
import { MemoryTextFile } from "../../fakes/memory-text-file.ts"
import { LeapingClock, LONG_TERM, newBench, NOON_MS } from "../../support/aws-bench.ts"

const CREDENTIALS = "/home/someone/.aws/credentials"
const CONFIG = "/home/someone/.aws/config"

async function look(
  { credentials = null, config = null }: { credentials?: string | null; config?: string | null },
  prepare: (machine: FakeMachine) => void = () => undefined,
  vault = emptyVault(),
): Promise<Finding[]> {
  const machine = new FakeMachine()
  prepare(machine)
  const credentialsFile = new MemoryTextFile(credentials, { path: CREDENTIALS })
  const configFile = new MemoryTextFile(config, { path: CONFIG })
  const places = [
    { path: CREDENTIALS, secrets: true },
    { path: CONFIG, secrets: false },
    { path: "/home/someone/.aws", secrets: false },
  ]
  const clock = new LeapingClock(NOON_MS)
  const findings = await lookAtMachine({ clock, machine, credentialsFile, configFile, places }, vault)
  expect(credentialsFile.script.calls.filter((call) => call.startsWith("replace"))).toEqual([])
  for (const finding of findings) {
    const words = Object.values(checkupWords(finding, NOON_MS)) as string[]
    expect(words.every((text) => /^[^\n]+[^\s]$/.test(text))).toBe(true)
  }
  return findings
}

const trapsIn = (findings: readonly Finding[]) =>
  findings.flatMap((finding) =>
    finding.id === "read-differently" ? [`${finding.line} ${finding.key ?? "-"} ${finding.trap}`] : [],
  )

describe("this machine", () => {
  test("with nothing on it, and with files as they should be, is fine", async () => {
    expect(await look({})).toEqual([])
    const config =
      "[default]\nregion = eu-central-1\n\n[profile dev]\ns3 =\n  max_concurrent_requests = 5\n[sso-session x]\n"
    const credentials =
      "# mine\n[dev]\naws_access_key_id = ASIAX\naws_secret_access_key = y\naws_session_token = z\n"
    expect(await look({ config, credentials })).toEqual([])
  })

  test("a permanent key in plain text, in either file, and whether Keycard has it", async () => {
    const key = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = y\n"
    const { index } = await newBench()
    const findings = await look(
      { credentials: `[dev]\n${key}`, config: `[profile ops]\n${key}` },
      undefined,
      index.now,
    )
    expect(findings).toEqual([
      { id: "plain-key", path: CREDENTIALS, profile: "dev", tail: "MPLE", keptAs: "work" },
      { id: "plain-key", path: CONFIG, profile: "ops", tail: "MPLE", keptAs: "work" },
    ])
    expect(JSON.stringify(findings)).not.toContain(LONG_TERM.accessKeyId)
  })

  test.each([
    [0o600, false, null],
    [0o640, false, { readableBy: "group", writable: false, mode: "0640" }],
    [0o604, false, { readableBy: "everyone", writable: false, mode: "0604" }],
    [0o666, false, { readableBy: "everyone", writable: true, mode: "0666" }],
    [0o620, false, { readableBy: "nobody", writable: true, mode: "0620" }],
    [0o755, true, null],
    [0o775, true, { readableBy: "everyone", writable: true, folder: true }],
  ])("mode %o, a folder: %s", async (mode, folder, expected) => {
    const findings = await look({}, (machine) => machine.modes.set(CREDENTIALS, { mode, folder }))
    expect(findings).toMatchObject(
      expected === null ? [] : [{ id: "open-path", path: CREDENTIALS, ...expected }],
    )
  })

  test("a file that AWS's command line gives up, by its line", async () => {
    const findings = await look({ credentials: "[a]\nx = 1\n[a]\n" })
    expect(findings).toEqual([
      {
        id: "unreadable-file",
        error: { kind: "aws-file", problem: "duplicate-section", path: CREDENTIALS, line: 3 },
      },
    ])
  })

  test("[DEFAULT], which leaks into every profile", async () => {
    expect(await look({ config: "\n[DEFAULT]\nregion = x\n" })).toEqual([
      { id: "default-section", path: CONFIG, line: 2, keys: ["region"] },
    ])
  })

  test.each([
    ["[a]\nregion = r # c", "2 region comment"],
    ["[a]\nregion = r ; c", "2 region comment"],
    ["[a]\nregion = r#c", undefined],
    ['[a]\nregion = "r"', "2 region quotes"],
    ["[a]\nRegion = r", "2 region upper-case"],
    ["[a]\nregion : r", "2 region colon"],
    ["[a]\nregion = r\n  output = json", "2 region continuation"],
    ["[a]\naws_security_token = x\naws_session_token = y", "2 aws_security_token old-token"],
    ["[a]\naws_security_token = y\naws_session_token = y", undefined],
    ["[my prof]", "1 - name"],
    ["[ a ]", "1 - name"],
    ["[profile a]", "1 - profile-prefix"],
  ])("credentials %j", async (credentials, trap) => {
    expect(trapsIn(await look({ credentials: `${credentials}\n` }))).toEqual(trap === undefined ? [] : [trap])
  })

  test.each([
    ["[a]", "1 - no-prefix"],
    ["[profile my prof]", "1 - name"],
    ['[profile "my prof"]', "1 - name"],
    ["[profile prôf]", "1 - name"],
    ["[services x]", undefined],
    ['[profile a]\ncredential_process = "/x"', undefined],
  ])("config %j", async (config, trap) => {
    expect(trapsIn(await look({ config: `${config}\n` }))).toEqual(trap === undefined ? [] : [trap])
  })

  test.each([
    ["/opt/there --x", undefined],
    ['"/opt/with blank/there"', undefined],
    ["/opt/gone", "missing"],
    ["/opt/plain", "not-executable"],
    ["~/there", "shell"],
    ["$HOME/there", "shell"],
    ['"/opt/there', "unclosed-quote"],
    ["keycard credential-process gone", "unknown-profile"],
    ["keycard credential-process dev", undefined],
  ])("credential_process = %s", async (command, problem) => {
    const { index } = await newBench()
    const findings = await look(
      { config: `[profile p]\ncredential_process = ${command}\n` },
      ({ programs }) => {
        for (const path of ["/opt/there", "/opt/with blank/there", "keycard"]) programs.set(path, "there")
        programs.set("/opt/plain", "not-executable")
      },
      index.now,
    )
    expect(findings).toMatchObject(
      problem === undefined ? [] : [{ id: "process-broken", profile: "p", line: 2, problem }],
    )
  })

  test("keys beside a credential_process, which nobody then starts", async () => {
    const findings = await look(
      {
        config: "[profile p]\ncredential_process = /opt/there\n",
        credentials: "[p]\naws_access_key_id = ASIAX\naws_secret_access_key = y\naws_session_token = z\n",
      },
      ({ programs }) => programs.set("/opt/there", "there"),
    )
    expect(findings).toEqual([{ id: "process-shadowed", path: CONFIG, profile: "p" }])
  })

  test("addresses and keys in the environment and in the file, by name and never by value", async () => {
    const config = "[profile p]\nendpoint_url = http://x\n[services s]\nsts =\n  endpoint_url = http://y\n"
    const findings = await look({ config }, ({ env }) => {
      env.AWS_ENDPOINT_URL_STS = "http://z"
      env.AWS_SECRET_ACCESS_KEY = "canary"
    })
    expect(findings).toEqual([
      { id: "endpoint-set", places: ["AWS_ENDPOINT_URL_STS", `${CONFIG}, line 2`, `${CONFIG}, line 4`] },
      { id: "environment-keys", variables: ["AWS_SECRET_ACCESS_KEY"] },
    ])
  })
})

test.each([
  ["a b  c", ["a", "b", "c"]],
  [`"a b" 'c "d' e"f"g`, ["a b", 'c "d', "efg"]],
  ['a\\ b "c\\"d" ""', ["a b", 'c"d', ""]],
  ['"a', null],
])("a command is split as a shell would: %s", (line, words) => {
  expect(splitCommand(line)).toEqual(words)
})
