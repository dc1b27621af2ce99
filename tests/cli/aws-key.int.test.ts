import { describe, expect, test } from "vitest"
import { addDevice, longTermKey, SERIAL, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

const ID = "AKIAIOSFODNN7EXAMPLE"
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

interface Key {
  id: string
  name: string
  tail: string
  mfaSerial: string | null
  otpAccountId: string | null
  endpoint: string | null
  region: string
}

const offline = ["--mfa-serial", SERIAL]

describe("keycard aws key add, from stdin", () => {
  test.each([
    ["two lines", `${ID}\n${SECRET}\n`],
    ["Windows lines with space around", `  ${ID} \r\n ${SECRET} \r\n`],
    ["the console's CSV", `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`],
    [
      "the console's older CSV",
      `User name,Password,Access key ID,Secret access key\nalice,,${ID},${SECRET}\n`,
    ],
    [
      "JSON of create-access-key",
      JSON.stringify({ AccessKey: { AccessKeyId: ID, SecretAccessKey: SECRET } }),
    ],
  ])("%s", async (_, stdin) => {
    const home = await newHome()
    const ran = await home.keycard(["aws", "key", "add", "work", ...offline, "--json"], { stdin })
    expect(ran.exitCode).toBe(0)
    const key = JSON.parse(ran.stdout) as Key
    expect(key).toMatchObject({ name: "work", tail: "MPLE", mfaSerial: SERIAL, otpAccountId: null })
    expect(ran.stdout + ran.stderr).not.toContain(SECRET)
    expect(ran.stdout + ran.stderr).not.toContain(ID)
    expect(ran.stderr).toContain("keycard aws key edit work --account QUERY")
  })

  test.each([
    ["nothing", "", /not a permanent access key id/],
    ["half of it", ID, /not a secret access key/],
    ["a session's key", `ASIAIOSFODNN7EXAMPLE\n${SECRET}`, /ASIA belongs to a session/],
    [
      "broken JSON",
      `{"AccessKeyId": "${ID}", "SecretAccessKey": "${SECRET}`,
      /not a permanent access key id/,
    ],
    ["three lines", `${ID}\n${SECRET}\nand more`, /not a secret access key/],
  ])("%s is exit code 5, and nothing of it is repeated", async (_, stdin, words) => {
    const home = await newHome()
    const ran = await home.keycard(["aws", "key", "add", "work", ...offline], { stdin })
    expect(ran).toMatchObject({ exitCode: 5, stdout: "" })
    expect(ran.stderr).toMatch(words)
    expect(ran.stderr).not.toMatch(/wJalr|ASIAIOS/)
  })

  test("a name twice, and the same key under another name, are refused", async () => {
    const home = await newHome()
    await home.ok(["aws", "key", "add", "work", ...offline], { stdin: `${ID}\n${SECRET}` })
    for (const name of ["work", "other"]) {
      const ran = await home.keycard(["aws", "key", "add", name, ...offline], { stdin: `${ID}\n${SECRET}` })
      expect(ran).toMatchObject({ exitCode: 3, stdout: "" })
      expect(ran.stderr).toContain("There is already an access key called “work”.")
    }
  })

  test.each([
    ["http elsewhere", ["--endpoint", "http://sts.example.com"]],
    ["a password in it", ["--endpoint", "https://me:pw@sts.example.com"]],
    ["no address", ["--endpoint", "sts.example.com"]],
    ["a user's ARN for a device", ["--mfa-serial", "arn:aws:iam::123456789012:user/alice"]],
    ["no region", ["--region", "../x"]],
    ["--remove-plain-text alone", ["--remove-plain-text"]],
  ])("%s is wrong usage", async (_, options) => {
    const home = await newHome()
    const ran = await home.keycard(["aws", "key", "add", "work", ...options], { stdin: `${ID}\n${SECRET}` })
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" })
    expect(await home.ok(["list"])).toBe("")
  })

  test("an account that is not there or ambiguous is exit code 3 before the key is asked for", async () => {
    const home = await newHome()
    const ran = await home.keycard(["aws", "key", "add", "work", "--account", "nobody"])
    expect(ran).toMatchObject({ exitCode: 3, stdout: "" })
  })
})

describe("the MFA device of a key", () => {
  test("is found by ListMFADevices and linked to the account that makes its codes", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await addDevice(home, aws)
    const { id, secret } = longTermKey(aws)
    const args = ["aws", "key", "add", "work", "--endpoint", `${aws.url}/`, "--json"]
    const ran = await home.keycard(args, { stdin: `${id}\n${secret}` })
    expect(ran).toMatchObject({ exitCode: 0, stderr: `Found its MFA device: ${SERIAL}\n` })
    const [account] = await home.json<{ id: string }[]>(["list"])
    const key = JSON.parse(ran.stdout) as Key
    expect(key).toMatchObject({ mfaSerial: SERIAL, otpAccountId: account?.id, endpoint: aws.url })
    expect(aws.requests.map(({ action, result }) => [action, result])).toEqual([["ListMFADevices", "OK"]])
  })

  test("where the lookup is denied, or there are several, the key is kept and edit says which it is", async () => {
    const home = await newHome()
    const denied = await standIn({ users: [{ name: "alice", denyWithoutMfa: true }] })
    await addDevice(home, denied)
    const { id, secret } = longTermKey(denied)
    const first = await home.keycard(["aws", "key", "add", "my key", "--endpoint", denied.url], {
      stdin: `${id}\n${secret}`,
    })
    expect(first.exitCode).toBe(0)
    expect(first.stderr).toContain("Its MFA device was not found. AWS wants MFA for this.")
    expect(first.stderr).toContain("keycard aws key edit 'my key' --mfa-serial ARN")
    const edited = await home.keycard(["aws", "key", "edit", "my key", "--mfa-serial", SERIAL, "--json"])
    expect(edited).toMatchObject({ exitCode: 0, stderr: "" })
    expect((JSON.parse(edited.stdout) as Key).otpAccountId).toMatch(/-/)
    expect(await home.keycard(["aws", "key", "edit", "my key"])).toMatchObject({ exitCode: 2 })
    expect(await home.keycard(["aws", "key", "edit", "nokey", "--mfa-serial", SERIAL])).toMatchObject({
      exitCode: 3,
    })

    const two = await standIn({
      users: [{ name: "alice", mfaDevices: [{}, { serial: "arn:aws:iam::123456789012:mfa/phone" }] }],
    })
    const key = longTermKey(two)
    const second = await home.keycard(["aws", "key", "add", "two", "--endpoint", two.url], {
      stdin: `${key.id}\n${key.secret}`,
    })
    expect(second.exitCode).toBe(0)
    expect(second.stderr).toContain("several MFA devices. Name one:\n  arn:aws:iam::123456789012:mfa/")
    expect(second.stderr).toContain("mfa/phone")
  })

  test("an endpoint in the environment or the config file is not followed, and said so", async () => {
    const home = await newHome()
    const aws = await standIn()
    const { id, secret } = longTermKey(aws)
    home.write(".aws/config", `[default]\nendpoint_url = ${aws.url}\n`)
    const env = { AWS_ENDPOINT_URL_STS: aws.url, AWS_ENDPOINT_URL: aws.url }
    const args = ["aws", "key", "add", "work", "--endpoint", "http://127.0.0.1:9"]
    const ran = await home.keycard(args, { env, stdin: `${id}\n${secret}` })
    expect(ran.exitCode).toBe(0)
    expect(ran.stderr).toMatch(
      /^AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, endpoint_url in .*config is set and not followed\..*--endpoint URL/,
    )
    expect(aws.requests).toEqual([])
  })
})

const FILE = [
  "# my keys",
  "[other]",
  "aws_access_key_id=AKIAOTHEROTHEROTHER1",
  "aws_secret_access_key = other+secret/other+secret/other+secret/0",
  "",
  "[work]   ; the one",
  `aws_access_key_id = ${ID}`,
  `aws_secret_access_key = ${SECRET}`,
  "region = eu-central-1",
  "",
  "[dev-long-term]",
  "aws_access_key_id = AKIALONGTERMLONGTERM",
  "aws_secret_access_key = long/term+long/term+long/term+long/term+0",
  `aws_mfa_device = ${SERIAL}`,
  "",
  "\t; the end, without a line end",
].join("\r\n")

describe("keycard aws key add --from-profile", () => {
  test("leaves the file alone and says that the plain-text copy is still there", async () => {
    const home = await newHome()
    home.write(".aws/credentials", FILE)
    const ran = await home.keycard(["aws", "key", "add", "k", "--from-profile", "work", ...offline])
    expect(ran).toMatchObject({ exitCode: 0, stdout: "Added the access key k (…MPLE).\n" })
    expect(ran.stderr).toContain("plain-text copy still works")
    expect(home.credentials).toBe(FILE)
  })

  test("with --remove-plain-text only its two lines leave the file, and no copy of them stays anywhere", async () => {
    const home = await newHome()
    home.write(".aws/credentials", FILE)
    await home.ok(["aws", "key", "add", "k", "--from-profile", "work", "--remove-plain-text", ...offline])
    const lines = FILE.split("\r\n").filter((line) => !line.includes(ID) && !line.includes(SECRET))
    expect(home.credentials).toBe(lines.join("\r\n"))
    expect(home.files().filter(({ content }) => content.includes(SECRET))).toEqual([])
  })

  test("a long-term section of aws-mfa brings its device along", async () => {
    const home = await newHome()
    home.write(".aws/credentials", FILE)
    const args = ["aws", "key", "add", "k", "--from-profile", "dev-long-term"]
    expect(await home.json<Key>(args)).toMatchObject({ tail: "TERM", mfaSerial: SERIAL })
  })

  test.each([
    ["a profile that is not there", "nobody", FILE, 3],
    [
      "a session's profile",
      "s",
      `[s]\naws_access_key_id=ASIAX\naws_secret_access_key=x\naws_session_token=t\n`,
      3,
    ],
    ["a file that AWS's tools cannot read", "work", `[work]\na = 1\na = 2\n`, 5],
  ])("%s is refused and the file untouched", async (_, profile, file, exitCode) => {
    const home = await newHome()
    home.write(".aws/credentials", file)
    const args = ["aws", "key", "add", "k", "--from-profile", profile, "--remove-plain-text", ...offline]
    const ran = await home.keycard(args)
    expect(ran).toMatchObject({ exitCode, stdout: "" })
    expect(home.credentials).toBe(file)
  })
})

describe("keycard aws profile add", () => {
  test("keeps what to issue, with AWS's limits, and needs no keychain", async () => {
    const home = await newHome()
    await home.ok(["aws", "key", "add", "work", ...offline], { stdin: `${ID}\n${SECRET}` })
    const env = { KEYCARD_PASSPHRASE_FILE: "/nowhere" }
    const add = (...args: string[]) => home.keycard(["aws", "profile", "add", ...args, "--json"], { env })
    const profile = await add("dev", "--key", "work", "--duration", "900", "--region", "eu-central-1")
    expect(JSON.parse(profile.stdout)).toMatchObject({
      profile: "dev",
      key: "work",
      durationSeconds: 900,
      region: "eu-central-1",
      roleArns: [],
      mode: "file",
    })
    const role = "arn:aws:iam::123456789012:role/Admin"
    // Its line in the config file is written at once, and what that stands in for is a secret.
    const chain = ["chain", "--key", "work", "--role-arn", role, "--role-arn", role, "--mode", "process"]
    const chained = await home.keycard(["aws", "profile", "add", ...chain, "--json"])
    expect(JSON.parse(chained.stdout)).toMatchObject({ roleArns: [role, role], mode: "process" })
    for (const [args, exitCode] of [
      [["dev", "--key", "work"], 3],
      [["x", "--key", "none"], 3],
      [["x"], 2],
      [["x", "--key", "work", "--duration", "899"], 2],
      [["x", "--key", "work", "--duration", "129601"], 2],
      [["x", "--key", "work", "--mode", "both"], 2],
      [["x", "--key", "work", "--role-arn", "admin"], 2],
      [["x", "--key", "work", "--region", "Frankfurt"], 2],
      [["a b", "--key", "work"], 2],
      [["profile]\n[x", "--key", "work"], 2],
    ] as const) {
      const ran = await add(...args)
      expect({ args, exitCode: ran.exitCode, stdout: ran.stdout }).toEqual({ args, exitCode, stdout: "" })
    }
  })
})
