import { describe, expect, test } from "vitest"
import { codesSent, setUpAws, SERIAL, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"
import { onTerminal, whyNoTerminal } from "./support/terminal.ts"

const ID = "AKIAIOSFODNN7EXAMPLE"
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
const LINK = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example"
const PASSPHRASE = "four random words here"

describe.skipIf(whyNoTerminal)(`on a terminal${whyNoTerminal ? ` (${whyNoTerminal})` : ""}`, () => {
  test("a key is asked for, and its secret is not echoed", async () => {
    const home = await newHome()
    const { exitCode, screen } = await onTerminal(
      home,
      ["aws", "key", "add", "work", "--mfa-serial", SERIAL],
      [
        { after: /Access key ID: /, type: `${ID}\r` },
        { after: /Secret access key: /, type: `${SECRET}\r` },
      ],
    )
    expect(exitCode).toBe(0)
    expect(screen).toContain(ID)
    expect(screen).toContain("Added the access key work (…MPLE).")
    expect(screen).not.toContain(SECRET.slice(0, 8))
  })

  test("a link is asked for without echo where stdin is the terminal", async () => {
    const home = await newHome()
    const { exitCode, screen } = await onTerminal(
      home,
      ["add", "-"],
      [{ after: /otpauth:\/\/ link: /, type: `${LINK}\r` }],
    )
    expect({ exitCode, screen: screen.trim().split(/\r?\n/) }).toEqual({
      exitCode: 0,
      screen: ["otpauth:// link: ", "Added Example (alice)"].map(
        (line) => expect.stringContaining(line.trim()) as string,
      ),
    })
    expect(screen).not.toContain("JBSWY3DP")
  })

  test("a first use asks for a passphrase twice; two that differ make no keychain", async () => {
    const home = await newHome("os")
    const env = { KEYCARD_KEYCHAIN: "file" }
    const path = home.write("links.txt", LINK)
    const answers = (first: string, second: string) => [
      { after: /New passphrase for the encrypted keychain: /, type: `${first}\r` },
      { after: /The same again: /, type: `${second}\r` },
    ]
    const differ = await onTerminal(home, ["add", path], answers(PASSPHRASE, `${PASSPHRASE}x`), env)
    expect(differ.exitCode).toBe(4)
    expect(differ.screen).toContain("The two passphrases differ.")
    expect(home.files().some(({ name }) => name.endsWith("keychain.json"))).toBe(false)
    const same = await onTerminal(home, ["add", path], answers(PASSPHRASE, PASSPHRASE), env)
    expect(same.exitCode).toBe(0)
    const code = await onTerminal(
      home,
      ["code", "alice", "--at", "59"],
      [{ after: /Passphrase: /, type: `${PASSPHRASE}\r` }],
      env,
    )
    expect(code).toMatchObject({ exitCode: 0, screen: expect.stringMatching(/996554\r\n$/) as string })
    expect(differ.screen + same.screen + code.screen).not.toContain("four")
  })

  test("Ctrl-C at a question ends it with 130 and changes nothing", async () => {
    const home = await newHome()
    const { exitCode, screen } = await onTerminal(
      home,
      ["aws", "key", "add", "work"],
      [{ after: /Access key ID: /, type: "\u0003" }],
    )
    expect(exitCode).toBe(130)
    expect(screen).toContain("Cancelled.")
    expect(await home.keycard(["aws", "key", "edit", "work", "--account", "x"])).toMatchObject({
      exitCode: 3,
    })
  })

  test("waiting for the next code counts down in place, and Ctrl-C ends it at once", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws)
    await home.ok(["refresh"])
    const waited = await onTerminal(
      home,
      ["refresh", "--force"],
      [
        { after: /The next one comes in \d+ s…$/, type: "" },
        { after: /\r\u001b\[KAWS takes each code once\. The next one comes in \d+ s…$/, type: "\u0003" },
      ],
    )
    expect(waited.exitCode).toBe(130)
    expect(waited.screen).toMatch(/\r\u001b\[KCancelled\.\r\n$/)
    // The one escape sequence there is: no colour, no cursor moved.
    expect(waited.screen.replaceAll("\u001b[K", "")).not.toContain("\u001b")
    expect(aws.account.sessions).toHaveLength(1)
  })

  test("a code that only a person knows is asked for, and AWS gets what was typed", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws)
    await home.ok(["aws", "key", "edit", "work", "--codes", "typed"])
    const code = await home.ok(["code", "alice"])
    const { exitCode, screen } = await onTerminal(
      home,
      ["refresh", "dev"],
      [{ after: /Six digits that the MFA device of work shows now: /, type: `${code}\r` }],
    )
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
    expect(codesSent(aws)).toEqual([code])
    expect(home.credentials).toContain("[dev]")
    const asked = await home.keycard(["refresh", "dev", "--force"])
    expect(asked).toMatchObject({ exitCode: 3 })
    expect(asked.stderr).toContain("--code DIGITS")
  })

  test("what a QR code says cannot move the cursor of a terminal", async () => {
    const home = await newHome()
    const { qrPicture } = await import("./support/pictures.ts")
    const path = home.write("evil.png", await qrPicture("a\u001b[2J\u001b]0;owned\u0007b"))
    expect((await home.keycard(["qr", path])).stdout).toBe("a\u001b[2J\u001b]0;owned\u0007b\n")
    const { exitCode, screen } = await onTerminal(home, ["qr", path])
    expect({ exitCode, screen }).toEqual({ exitCode: 0, screen: "a\uFFFD[2J\uFFFD]0;owned\uFFFDb\r\n" })
  })
})
