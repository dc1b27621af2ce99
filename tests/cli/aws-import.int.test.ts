import { expect, test } from "vitest"
import { awsCommand, longTermKey, runAws, SERIAL, setUpAws, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

const ID = "AKIAOTHEROTHEROTHER1"
const SECRET = "another-secret-of-forty-characters-12345"
const ADMIN = "arn:aws:iam::123456789012:role/Admin"
const CONFIG = `[default]
region = eu-west-1
[profile admin]
role_arn = ${ADMIN}
source_profile = default
external_id = partner/7
[profile vaulted]
credential_process = aws-vault exec base --json
[profile round]
role_arn = ${ADMIN}
source_profile = round2
[profile round2]
role_arn = ${ADMIN}
source_profile = round
`
const CREDENTIALS = `# mine\n[default]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`

interface Row {
  profile: string
  status: string
  why: string | null
}

test("keycard aws import shows what AWS's files hold, and why some of it stays, and keeps nothing", async () => {
  const home = await newHome()
  home.write(".aws/config", CONFIG)
  home.write(".aws/credentials", CREDENTIALS)
  const rows = await home.json<Row[]>(["aws", "import", "--dry-run"])
  expect(rows.map(({ profile, status }) => [profile, status])).toEqual([
    ["default", "new"],
    ["admin", "new"],
    ["vaulted", "impossible"],
    ["round", "impossible"],
    ["round2", "impossible"],
  ])
  expect(rows[2]?.why).toContain(
    "aws-vault export --no-session --format=json base | keycard aws key add base",
  )
  const words = await home.keycard(["aws", "import"])
  expect(words).toMatchObject({ exitCode: 0 })
  expect(words.stderr).toContain("round: Its sources lead in a circle: round → round2 → round.")
  expect(words.stdout + words.stderr + JSON.stringify(rows)).not.toMatch(new RegExp(`${SECRET}|${ID}`))
  expect(await home.json(["status"])).toEqual([])
})

test("keycard aws import takes over all or none, once, and removes plain text where that is asked for", async () => {
  const home = await newHome()
  home.write(".aws/config", CONFIG)
  home.write(".aws/credentials", CREDENTIALS)
  const refused = await home.keycard(["aws", "import", "default", "vaulted"])
  expect(refused).toMatchObject({ exitCode: 5, stdout: "" })
  expect(refused.stderr).toMatch(/^vaulted: aws-vault keeps this key\./)
  expect(await home.json(["status"])).toEqual([])
  expect(await home.keycard(["aws", "import", "gone"])).toMatchObject({ exitCode: 3, stdout: "" })
  expect(await home.keycard(["aws", "import", "--all", "default"])).toMatchObject({ exitCode: 2 })

  const ran = await home.keycard(["aws", "import", "--all", "--remove-plain-text"])
  expect(ran.exitCode).toBe(0)
  expect(ran.stdout).toBe(
    "Took over the access key default (…HER1).\nTook over the profile default.\nTook over the profile admin.\n",
  )
  expect(ran.stdout + ran.stderr).not.toMatch(new RegExp(`${SECRET}|${ID}`))
  expect(home.credentials).toBe("# mine\n")
  expect(home.read(".aws/config")).toBe(CONFIG)
  const again = await home.json<Row[]>(["aws", "import", "--dry-run"])
  expect(again.find(({ profile }) => profile === "admin")?.status).toBe("same")
})

test("keycard aws import makes profiles of Identity Center, with the sign-in that they share, once", async () => {
  const home = await newHome()
  const rest = "sso_account_id = 123456789012\nsso_role_name = "
  home.write(
    ".aws/config",
    `[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n[profile a]\nsso_session = acme\n${rest}Dev\n[profile b]\nsso_session = acme\n${rest}Admin\n`,
  )
  expect(await home.ok(["aws", "import", "--all"])).toBe("Took over the profile a.\nTook over the profile b.")
  const signIns = await home.json<{ name: string; startUrl: string }[]>(["sso", "list"])
  expect(signIns.map(({ name }) => name)).toEqual(["acme"])
  const again = await home.json<Row[]>(["aws", "import", "--dry-run"])
  expect(again.map(({ status }) => status)).toEqual(["same", "same"])
})

test.skipIf(awsCommand === undefined)(
  "a role that was taken over is issued with the key that is kept, and AWS's own profile still works",
  async () => {
    const server = standIn({ users: [{ name: "alice" }], roles: [{ name: "Admin" }] })
    const [home, aws] = [await newHome(), await server]
    await setUpAws(home, aws, [])
    const { id, secret } = longTermKey(aws)
    home.write(
      ".aws/config",
      `[profile admin]\nrole_arn = ${ADMIN}\nsource_profile = base\nmfa_serial = ${SERIAL}\n`,
    )
    home.write(".aws/credentials", `[base]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`)
    const taken = await home.json<{ profiles: { profile: string }[]; keys: unknown[] }>([
      "aws",
      "import",
      "admin",
    ])
    expect(taken).toMatchObject({
      profiles: [{ profile: "admin", roleArns: [ADMIN], mode: "process" }],
      keys: [],
    })
    const credentials = JSON.parse(await home.ok(["credential-process", "admin"])) as { SessionToken: string }
    expect(credentials.SessionToken).not.toBe("")
    expect(aws.requests.map(({ action, result }) => `${action} ${result}`)).toEqual([
      "GetSessionToken OK",
      "AssumeRole OK",
    ])
    const listed = await runAws(home, ["configure", "list-profiles"])
    expect(listed.stdout.trim().split("\n").sort()).toEqual(["admin", "base"])
  },
)

test("keycard aws import calls profiles as it is told, or keeps nothing", async () => {
  const home = await newHome()
  home.write(".aws/config", CONFIG)
  home.write(".aws/credentials", CREDENTIALS)
  const taken = await home.keycard(["aws", "import", "default", "admin", "--name", "admin=default"])
  expect(taken).toMatchObject({ stdout: "" })
  expect(taken.stderr).toContain("already a profile called “default”")
  expect(await home.json(["status"])).toEqual([])
  const args = ["aws", "import", "--all", "--name", "default=main", "--name", "admin=root"]
  expect(await home.ok([...args, "--dry-run"])).toMatch(/default .*as main\n.*admin .*as root/)
  expect(await home.ok(args)).toContain("Took over the profile main.\nTook over the profile root.")
})
