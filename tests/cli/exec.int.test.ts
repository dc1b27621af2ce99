import { spawn } from "node:child_process"
import { once } from "node:events"
import { describe, expect, test } from "vitest"
import { awsCommand, codesSent, runAws, setUpAws, standIn } from "./support/aws.ts"
import { keycardScript } from "./support/build.ts"
import { newHome, type Home } from "./support/keycard.ts"
import { runningKeycard } from "./support/running.ts"

async function prepared(profile: readonly string[] = ["dev", "--mode", "process", "--region", "eu-west-1"]) {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws, [profile])
  // What waits for a time step says so on stderr: here, and not in the tests.
  await home.ok(["credential-process", "dev"])
  return { home, aws }
}

const node = (script: string) => [process.execPath, "-e", script]
const exec = (home: Home, args: readonly string[], env = {}) => home.keycard(["exec", ...args], { env })

describe("keycard exec", () => {
  test("runs a command with these credentials, this region, and nothing that would win over them", async () => {
    const { home, aws } = await prepared()
    const show = node(
      `console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([n]) => /^AWS_|^KEYCARD_EXEC/.test(n)))))`,
    )
    const outer = {
      AWS_PROFILE: "other",
      AWS_SECURITY_TOKEN: "old",
      AWS_ROLE_ARN: "x",
      AWS_REGION: "us-east-1",
    }
    const ran = await exec(home, ["dev", "--", ...show], outer)
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" })
    const session = aws.account.sessions.at(-1)
    expect(JSON.parse(ran.stdout)).toEqual({
      AWS_SHARED_CREDENTIALS_FILE: home.path(".aws", "credentials"),
      AWS_CONFIG_FILE: home.path(".aws", "config"),
      AWS_ACCESS_KEY_ID: session?.keyId,
      AWS_SECRET_ACCESS_KEY: session?.secret,
      AWS_SESSION_TOKEN: session?.token,
      AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      KEYCARD_EXEC: "dev",
    })
    const log = await home.json<{ events?: unknown[] } | { by: string; what: string }[]>(["log"])
    expect(JSON.stringify(log)).toContain('"by":"exec"')
  })

  test("passes on arguments, input, output and the exit code", async () => {
    const { home } = await prepared()
    const script = `process.stdin.pipe(process.stdout); process.stderr.write(process.argv.slice(1).join("|")); process.stdin.on("end", () => process.exitCode = 42)`
    const args = ["exec", "dev", "--", process.execPath, "-e", script, "--", "a b", "--json", "-x", "$HOME"]
    const ran = await home.keycard(args, { stdin: "through" })
    expect(ran).toEqual({ exitCode: 42, signal: null, stdout: "through", stderr: "a b|--json|-x|$HOME" })
  })

  test("says what cannot be run, as a shell does, and what is missing", async () => {
    const { home } = await prepared()
    const missing = await exec(home, ["dev", "--", "keycard-no-such-program"])
    expect(missing).toMatchObject({ exitCode: 127, stderr: "There is no program keycard-no-such-program.\n" })
    expect(await exec(home, ["dev", "--", home.folder])).toMatchObject({ exitCode: 126 })
    expect(await exec(home, ["dev"])).toMatchObject({ exitCode: 2, stdout: "" })
    expect(await exec(home, ["nobody", "--", "true"])).toMatchObject({ exitCode: 3 })
  })

  test("a command ended by a signal ends keycard by the same; a signal to keycard reaches the command", async () => {
    const { home } = await prepared()
    const killed = await exec(home, [
      "dev",
      "--",
      ...node(`process.kill(process.pid, "SIGTERM"); setTimeout(() => 0, 9e4)`),
    ])
    expect(killed).toMatchObject({ exitCode: null, signal: "SIGTERM" })

    const script = `process.on("SIGTERM", () => { console.log("asked"); process.exit(7) }); process.on("SIGINT", () => console.log("int")); console.log("up"); setInterval(() => 0, 1000)`
    const child = spawn(process.execPath, [await keycardScript(), "exec", "dev", "--", ...node(script)], {
      env: { ...home.env },
      stdio: ["ignore", "pipe", "inherit"],
    })
    const seen: string[] = []
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      seen.push(text.trim())
      if (text.includes("up")) child.kill("SIGINT")
      if (text.includes("int")) child.kill("SIGTERM")
    })
    const [exitCode] = (await once(child, "close")) as [number | null]
    expect({ exitCode, seen }).toEqual({ exitCode: 7, seen: ["up", "int", "asked"] })
  })

  test("is answered by the running Keycard, and says where it runs inside another one", async () => {
    const { home, aws } = await prepared()
    const running = await runningKeycard(home)
    const unable = { KEYCARD_PASSPHRASE_FILE: undefined }
    const inner = [process.execPath, await keycardScript(), "exec", "dev", "--", ...node("0")]
    const ran = await exec(home, ["dev", "--", ...inner], unable)
    expect(ran).toMatchObject({ exitCode: 0, stdout: "" })
    expect(ran.stderr).toBe(
      "This runs inside keycard exec dev: its credentials are replaced by those of dev.\n",
    )
    expect(running.answered).toBe(2)
    expect(codesSent(aws)).toHaveLength(1)
    running.locked = true
    expect(await exec(home, ["dev", "--", ...node("0")], unable)).toMatchObject({
      exitCode: 4,
      stderr: "Keycard is locked. Unlock its window, then try again.\n",
    })
  })

  test("nothing secret stands in the arguments of any process", async () => {
    const { home, aws } = await prepared()
    const script = `const fs = require("fs"); for (const pid of fs.readdirSync("/proc").filter((n) => /^\\d+$/.test(n))) try { console.log(fs.readFileSync("/proc/" + pid + "/cmdline", "utf8")) } catch {}`
    for (const server of [[], ["--server"]]) {
      const { stdout } = await exec(home, ["dev", ...server, "--", ...node(script)])
      const session = aws.account.sessions.at(-1)
      expect(stdout).toContain("exec")
      for (const secret of [session?.keyId, session?.secret, session?.token])
        expect(stdout).not.toContain(secret)
    }
  })
})

const identity = (url: string) => [
  "sts",
  "get-caller-identity",
  "--endpoint-url",
  url,
  "--query",
  "Arn",
  "--output",
  "text",
]
const ALICE = "arn:aws:iam::123456789012:user/alice"

describe.skipIf(awsCommand === undefined)("the real aws command (skipped where it is not installed)", () => {
  const aws = awsCommand ?? "aws"

  test("works through a profile of the credentials file", async () => {
    const { home, aws: account } = await prepared(["dev"])
    await home.ok(["refresh", "dev"])
    expect(await runAws(home, [...identity(account.url), "--profile", "dev"])).toMatchObject({
      stdout: `${ALICE}\n`,
    })
  })

  test("works through exec, and through the container endpoint, in which no key stands in the environment", async () => {
    const { home, aws: account } = await prepared()
    const plain = await exec(home, ["dev", "--", aws, ...identity(account.url)])
    expect(plain).toMatchObject({ exitCode: 0, stdout: `${ALICE}\n` })
    const served = await exec(home, ["dev", "--server", "--", aws, ...identity(account.url)])
    expect(served).toMatchObject({ exitCode: 0, stdout: `${ALICE}\n` })
    const list = await exec(home, ["dev", "--server", "--", aws, "configure", "list"])
    expect(list.stdout).toMatch(/access_key .* container-role/)
    expect(codesSent(account)).toHaveLength(1)
  })

  test("asks the endpoint although the default profile has keys of its own", async () => {
    const { home, aws: account } = await prepared()
    const theirs = "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"
    home.write(".aws/credentials", theirs)
    const served = await exec(home, ["dev", "--server", "--", aws, ...identity(account.url)])
    expect(served).toMatchObject({ exitCode: 0, stdout: `${ALICE}\n` })
    expect(served.stderr).toContain("the command does not see it")
    expect(home.credentials).toBe(theirs)
  })
})

describe("keycard env", () => {
  test("a shell that reads its lines has the credentials, and one that reads the others has none", async () => {
    const { home, aws } = await prepared()
    const lines = await home.ok(["env", "dev", "--shell", "sh"], { env: { AWS_PROFILE: "x" } })
    const gone = await home.ok(["env", "--unset", "--shell", "sh"])
    const { run } = await import("./support/keycard.ts")
    const show = `echo "$AWS_ACCESS_KEY_ID|$AWS_SECRET_ACCESS_KEY|$AWS_SESSION_TOKEN|$AWS_REGION|$AWS_PROFILE"`
    const outer = { PATH: process.env.PATH, AWS_PROFILE: "other" }
    const session = aws.account.sessions.at(-1)
    expect((await run("/bin/sh", ["-c", `${lines}\n${show}`], outer)).stdout).toBe(
      `${session?.keyId}|${session?.secret}|${session?.token}|eu-west-1|\n`,
    )
    expect((await run("/bin/sh", ["-c", `${lines}\n${gone}\n${show}`], outer)).stdout).toBe("||||\n")
  })

  test("writes for the shell in use, or the one that is named", async () => {
    const { home } = await prepared()
    expect(await home.ok(["env", "dev"], { env: { SHELL: "/usr/bin/fish" } })).toContain(
      "set -gx AWS_ACCESS_KEY_ID '",
    )
    expect(await home.ok(["env", "dev", "--shell", "powershell"])).toContain("$env:AWS_ACCESS_KEY_ID = '")
    expect(await home.keycard(["env", "dev", "--shell", "cmd"])).toMatchObject({ exitCode: 2, stdout: "" })
    expect(await home.keycard(["env"])).toMatchObject({ exitCode: 2, stdout: "" })
  })
})
