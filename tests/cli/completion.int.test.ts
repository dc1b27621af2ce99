import { accessSync, constants } from "node:fs"
import { describe, expect, test } from "vitest"
import { setUpAws, standIn } from "./support/aws.ts"
import { keycardScript } from "./support/build.ts"
import { type Home, newHome, run } from "./support/keycard.ts"

const has = (program: string) =>
  (process.env.PATH ?? "").split(":").some((folder) => {
    try {
      accessSync(`${folder}/${program}`, constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** A `keycard` in PATH, as a person has one. */
async function inPath(home: Home): Promise<Record<string, string | undefined>> {
  const script = await keycardScript()
  home.write("bin/keycard", `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, 0o700)
  return { ...home.env, PATH: `${home.path("bin")}:${process.env.PATH ?? ""}` }
}

/** What bash would offer for each line, the cursor at its end. */
async function offered(home: Home, lines: readonly (readonly string[])[]): Promise<string[][]> {
  const env = await inPath(home)
  const asks = lines.map((words) => {
    const list = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ")
    return `COMP_WORDS=(keycard ${list}); COMP_CWORD=${words.length}; _keycard; printf '%s\\n' "\${COMPREPLY[@]}" ==`
  })
  const script = ["source <(keycard completion bash)", ...asks].join("\n")
  const { exitCode, stdout, stderr } = await run("bash", ["--norc", "-c", script], env)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
  const answers = stdout.split("==\n").slice(0, -1)
  return answers.map((answer) => answer.split("\n").filter((line) => line !== ""))
}

describe.skipIf(!has("bash"))("completion in a real bash (skipped where it is not installed)", () => {
  test("offers commands, options and names, each where it belongs", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws, [["dev"], ["dev-eu"], ["prod"]])
    const place = ["--start-url", "https://acme.awsapps.com/start", "--region", "eu-central-1"]
    await home.ok(["sso", "add", "acme", ...place])
    const cases: readonly (readonly [line: readonly string[], offers: unknown])[] = [
      [["ref"], ["refresh"]],
      [[""], expect.arrayContaining(["add", "aws", "exec", "env", "completion"])],
      [[""], expect.not.arrayContaining(["complete"])],
      [["aws", "profile", ""], expect.arrayContaining(["add"])],
      [
        ["exec", "de"],
        ["dev", "dev-eu"],
      ],
      [["refresh", "dev", "p"], ["prod"]],
      [["refresh", "--rep"], ["--replace-existing"]],
      [["aws", "key", "edit", ""], ["work"]],
      [["aws", "mfa", "enrol", ""], ["work"]],
      [["stop", "pr"], ["prod"]],
      [["sso", "login", ""], ["acme"]],
      [["code", "alice"], ["alice@123456789012"]],
      [["code", "Amazon"], ["Amazon\\ Web\\ Services"]],
      [["exec", "dev", "--", "bas"], expect.arrayContaining(["bash"])],
    ]
    const offers = await offered(
      home,
      cases.map(([line]) => line),
    )
    expect(offers).toEqual(cases.map(([, wanted]) => wanted))
  })

  test("a name is never run, whatever it is", async () => {
    const home = await newHome()
    const evil = "$(touch pwned)`touch pwned`;touch pwned"
    const link = `otpauth://totp/${encodeURIComponent(evil)}?secret=GEZDGNBVGY3TQOJQ&issuer=x`
    await home.ok(["add", "-"], { stdin: link })
    const [[word = ""] = []] = await offered(home, [["code", "$"]])
    const env = await inPath(home)
    const { stdout } = await run("bash", ["--norc", "-c", `printf %s ${word}`], env, { cwd: home.folder })
    expect(stdout).toBe(evil)
    expect(home.files().some(({ name }) => name.includes("pwned"))).toBe(false)
  })
})

describe.skipIf(!has("fish"))("completion in a real fish (skipped where it is not installed)", () => {
  test("offers commands, options and names, each where it belongs", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws, [["dev"], ["dev-eu"], ["prod"]])
    const lines = [
      "ref",
      "exec de",
      "refresh dev p",
      "refresh --rep",
      "aws key edit ",
      "code alice",
      "exec dev -- fis",
    ]
    const asks = lines.map((line) => `complete -C 'keycard ${line}'; echo ==`)
    const script = ["keycard completion fish | source", ...asks].join("\n")
    const { exitCode, stdout, stderr } = await run("fish", ["--no-config", "-c", script], await inPath(home))
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
    const offers = stdout
      .split("==\n")
      .slice(0, -1)
      // Each line may have a description behind a tab.
      .map((answer) => [...answer.matchAll(/^[^\t\n]+/gm)].map(([word]) => word))
    expect(offers).toEqual([
      ["refresh"],
      ["dev", "dev-eu"],
      ["prod"],
      ["--replace-existing"],
      ["work"],
      ["alice@123456789012"],
      expect.arrayContaining(["fish"]),
    ])
  })
})

describe.skipIf(!has("zsh"))("completion in a real zsh (skipped where it is not installed)", () => {
  test("offers commands, options and names, each where it belongs", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws, [["dev"], ["dev-eu"], ["prod"]])
    // What compadd is given, in place of a line editor that shows it.
    const setUp = `
      autoload -Uz compinit && compinit -u -d ${home.path("zcompdump")}
      source <(keycard completion zsh)
      compadd() { while [[ $1 == -* && $1 != -- ]]; do shift; done; [[ $1 == -- ]] && shift; print -rl -- "$@" }
      ask() { words=(keycard "$@"); CURRENT=$#words; _keycard; print -r -- '==' }`
    const lines = [["ref"], ["exec", "de"], ["refresh", "dev", "p"], ["aws", "key", "edit", ""]]
    const asks = lines.map((words) => `ask ${words.map((word) => `'${word}'`).join(" ")}`)
    const script = [setUp, ...asks].join("\n")
    const { stdout, stderr } = await run("zsh", ["-f", "-c", script], await inPath(home))
    expect(stderr).toBe("")
    const [commands = "", profiles = "", more = "", keys = ""] = stdout.split("==\n")
    expect(commands.split("\n")).toEqual(expect.arrayContaining(["refresh", "aws", "exec"]))
    for (const names of [profiles, more]) {
      expect(names.split("\n")).toEqual(expect.arrayContaining(["dev", "dev-eu", "prod"]))
      expect(names).not.toContain("refresh")
    }
    expect(keys.split("\n")).toContain("work")
  })
})

test.each(["bash", "zsh", "fish"])(
  "the script for %s is one that it can read (skipped where it is not installed)",
  async (shell) => {
    const home = await newHome()
    const script = await home.ok(["completion", shell])
    expect(script).toContain("keycard complete")
    if (!has(shell)) return
    const file = home.write(`script.${shell}`, script)
    const { exitCode, stderr } = await run(shell, ["-n", file], home.env)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
  },
)

test("names are printed without a secret and without opening a keychain", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws)
  const closed = { env: { KEYCARD_PASSPHRASE_FILE: undefined } }
  expect(await home.ok(["complete", "profiles"], closed)).toBe("dev")
  expect(await home.ok(["complete", "keys"], closed)).toBe("work")
  expect(await home.ok(["complete", "accounts"], closed)).toBe("Amazon Web Services\nalice@123456789012")
  expect(await home.keycard(["complete", "secrets"])).toMatchObject({ exitCode: 2, stdout: "" })
  expect(await home.keycard(["completion", "tcsh"])).toMatchObject({ exitCode: 2, stdout: "" })
})
