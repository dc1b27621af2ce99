import { existsSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { keycardScript } from "./support/build.ts"
import { type Home, newHome, run } from "./support/keycard.ts"

const links = Array.from(
  { length: 400 },
  (_, number) => `otpauth://totp/Issuer%20${number}:someone@example.com?secret=JBSWY3DPEHPK3PXP&digits=8`,
).join("\n")

/** What a shell does around `keycard`, which stands in the text as $K. */
async function shell(home: Home, text: string) {
  const env = { ...home.env, K: await keycardScript(), NODE: process.execPath }
  return run("bash", ["-c", text.replaceAll("$K", '"$NODE" "$K"')], env)
}

describe("what comes in and goes out", () => {
  test("a reader that has seen enough is no error; a disk that is full is one", async () => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: links })
    const early = await shell(home, '$K list | head -n 1; echo "${PIPESTATUS[0]}"')
    expect(early.stderr).toBe("")
    expect(early.stdout).toMatch(/^Issuer 0 .*\n0\n$/)
    const gone = await shell(home, '$K list --json | true; echo "${PIPESTATUS[0]}"')
    expect(gone).toMatchObject({ stdout: "0\n", stderr: "" })
    if (existsSync("/dev/full")) {
      const full = await shell(home, "$K list > /dev/full; echo $?")
      expect(full).toMatchObject({ stdout: "1\n" })
      expect(full.stderr).not.toMatch(/\bat .*\.js/)
    }
    expect((await home.ok(["list"])).split("\n")).toHaveLength(400)
  })

  test("stdin that never ends holds no command that does not read it", async () => {
    const home = await newHome()
    const commands = [["list"], ["status"], ["refresh"], ["code", "nobody"], ["--help"]]
    const ran = await Promise.all(commands.map((args) => home.keycard(args, { stdin: null })))
    expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 3, 0])
  })

  test("without a terminal nothing is asked: a question that has no answer is a failure at once", async () => {
    const home = await newHome("os")
    const ran = await home.keycard(["add", "-"], {
      stdin: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
      env: { KEYCARD_KEYCHAIN: "file" },
    })
    expect(ran).toMatchObject({ exitCode: 4, stdout: "" })
    expect(ran.stderr).toContain("set KEYCARD_PASSPHRASE_FILE")
  })

  test("an interrupt while stdin is awaited ends it with 130", async () => {
    const home = await newHome()
    const ran = await shell(
      home,
      'mkfifo "$HOME/f"; sleep 30 > "$HOME/f" & $K add - < "$HOME/f" & P=$!; sleep 1.5; kill -INT $P; wait $P; echo $?; kill %1',
    )
    expect(ran.stdout).toBe("130\n")
  })

  test("paths are taken from the folder one is in, and KEYCARD_HOME may be relative too", async () => {
    const home = await newHome()
    home.write("sub/links.txt", "otpauth://totp/rel?secret=JBSWY3DPEHPK3PXP")
    const cwd = home.path("sub")
    const env = { KEYCARD_HOME: "../.keycard", KEYCARD_PASSPHRASE_FILE: "../passphrase" }
    await home.ok(["add", "./links.txt"], { cwd, env })
    await home.ok(["add", "--", "links.txt"], { cwd, env })
    expect(await home.json(["list"])).toHaveLength(1)
  })
})
