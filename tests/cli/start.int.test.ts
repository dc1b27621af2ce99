import { readFileSync, writeFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { describe, expect, test } from "vitest"
import { isBuilt, realCommand, root } from "./support/build.ts"
import { newHome, run } from "./support/keycard.ts"
import { qrPicture } from "./support/pictures.ts"

const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { version: string }

describe("starting keycard", () => {
  const skipped = !isBuilt()
  test.skipIf(skipped)(
    `bin/keycard runs from any folder${skipped ? " (out/ is older than src: npm run build)" : ""}`,
    async () => {
      const home = await newHome()
      const ran = await run(realCommand, ["--version"], home.env, { cwd: "/" })
      expect(ran).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: "" })
    },
  )

  test("help is data, for the program and for each command, and names every exit code", async () => {
    const home = await newHome()
    for (const args of [["--help"], ["help"], ["-h"]]) {
      const ran = await home.keycard(args)
      expect(ran).toMatchObject({ exitCode: 0, stderr: "" })
      for (const command of ["add", "qr", "list", "code", "remove", "aws", "refresh", "credential-process"]) {
        expect(ran.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"))
      }
      expect(ran.stdout).toMatch(/Exit codes: 0 .* 1 .* 2 .* 3 .* 4 .* 5 .*\s6 .* 7 .* 130/s)
    }
    for (const command of [["add"], ["aws", "key", "add"], ["aws", "profile", "add"], ["refresh"]]) {
      const ran = await home.keycard([...command, "--help"])
      expect(ran).toMatchObject({ exitCode: 0, stderr: "" })
      expect(ran.stdout).toContain(`Usage: keycard ${command.join(" ")} `)
    }
    expect(home.files().some(({ name }) => name.endsWith("vault.json"))).toBe(false)
  })

  test.each([[[]], [["nonsense"]], [["aws"]], [["aws", "key"]], [["add"]], [["qr"]], [["--json"]]])(
    "%j is wrong usage: words on stderr, nothing on stdout",
    async (args: string[]) => {
      const home = await newHome()
      const ran = await home.keycard(args)
      expect(ran).toMatchObject({ exitCode: 2, stdout: "" })
      expect(ran.stderr).toMatch(/keycard/)
      expect(ran.stderr).not.toMatch(/^error:/m)
    },
  )

  test("words about what was typed cannot steer a terminal", async () => {
    const home = await newHome()
    const ran = await home.keycard(["\u001b]0;title\u0007"])
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" })
    expect(ran.stderr).toBe("Unknown command '\uFFFD]0;title\uFFFD'.\nSee keycard --help.\n")
  })

  test("no command loads more than it needs: no AWS SDK, no picture decoder, no keychain of the system", async () => {
    const home = await newHome()
    await home.ok(["add", "-"], { stdin: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP" })
    const code = await loadedBy(home, ["code", "x"])
    expect(code.filter((url) => /aws-sdk|smithy|sharp|zxing|picture|keytar|dist-es/i.test(url))).toEqual([])
    const path = home.write("x.png", await qrPicture("text"))
    const qr = await loadedBy(home, ["qr", path])
    // The test sees what is loaded: else the line above would hold for nothing.
    expect(qr.some((url) => url.includes("sharp"))).toBe(true)
    expect(qr.filter((url) => /aws-sdk|smithy|keytar|argon|hash-wasm/i.test(url))).toEqual([])
  })
})

/** The addresses of all modules that a command loads. */
async function loadedBy(
  home: Awaited<ReturnType<typeof newHome>>,
  args: readonly string[],
): Promise<string[]> {
  const list = home.path("loaded.txt")
  const hooks = home.path("hooks.mjs")
  writeFileSync(
    hooks,
    `import { appendFileSync } from "node:fs"
     export async function load(url, context, next) {
       appendFileSync(${JSON.stringify(list)}, url + "\\n")
       return next(url, context)
     }`,
  )
  const register = home.path("register.mjs")
  writeFileSync(
    register,
    `import { register } from "node:module"; register(${JSON.stringify(pathToFileURL(hooks).href)})`,
  )
  writeFileSync(list, "")
  await home.ok(args, { env: { NODE_OPTIONS: `--import=${pathToFileURL(register).href}` } })
  return readFileSync(list, "utf8").trim().split("\n")
}
