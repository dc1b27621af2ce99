import { describe, expect, test } from "vitest"
import { awsCommand, codesSent, runAws, setUpAws, standIn } from "./support/aws.ts"
import { newHome } from "./support/keycard.ts"

describe("keycard credential-process", () => {
  test("prints AWS's contract and nothing else, and asks AWS once", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws, [["dev", "--mode", "process"]])
    const first = await home.keycard(["credential-process", "dev"])
    expect(first.exitCode).toBe(0)
    const document = JSON.parse(first.stdout) as Record<string, unknown>
    const session = aws.account.sessions.at(-1)
    expect(Object.keys(document)).toEqual([
      "Version",
      "AccessKeyId",
      "SecretAccessKey",
      "SessionToken",
      "Expiration",
    ])
    expect(document).toMatchObject({
      Version: 1,
      AccessKeyId: session?.keyId,
      SecretAccessKey: session?.secret,
      SessionToken: session?.token,
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    })
    const second = await home.keycard(["credential-process", "dev"])
    expect(second).toMatchObject({ exitCode: 0, stdout: first.stdout, stderr: "" })
    expect(codesSent(aws)).toHaveLength(1)
    expect(home.files().some(({ name }) => name.startsWith(".aws/credentials"))).toBe(false)
    const secrets = [session?.keyId ?? "", session?.secret ?? "", session?.token ?? ""]
    for (const secret of secrets) expect(home.read(".aws", "config")).not.toContain(secret)
    expect(await home.json(["refresh", "dev"])).toMatchObject([{ profile: "dev", written: false }])
  })

  test.skipIf(awsCommand === undefined)("serves the real aws command from its config file", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    home.write(".aws/config", "[default]\noutput = json # mine\n")
    await setUpAws(home, aws, [["dev", "--mode", "process", "--region", "eu-west-1"]])
    expect(home.read(".aws", "config")).toMatch(
      /^\[default\]\noutput = json # mine\n\n\[profile dev\]\ncredential_process = "\/.*" credential-process dev\nregion = eu-west-1\n$/,
    )
    const args = ["sts", "get-caller-identity", "--profile", "dev", "--endpoint-url", aws.url]
    const { exitCode, stdout, stderr } = await runAws(home, args)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
    expect(JSON.parse(stdout)).toMatchObject({ Arn: "arn:aws:iam::123456789012:user/alice" })
  })

  test("asks before somebody else's credentials of that name are put aside", async () => {
    const [home, aws] = [await newHome(), await standIn()]
    const theirs = "[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = theirs\n"
    home.write(".aws/credentials", theirs)
    await setUpAws(home, aws)
    const add = ["aws", "profile", "add", "tool", "--key", "work", "--mode", "process"]
    home.write(".aws/config", "[profile tool]\ncredential_process = /opt/other get\n")
    const added = await home.keycard(add)
    expect(added.exitCode).toBe(0)
    expect(added.stderr).toContain("keycard refresh tool --replace-existing")
    expect(home.read(".aws", "config")).toContain("/opt/other get")
    const refused = await home.keycard(["refresh", "tool"])
    expect(refused).toMatchObject({ exitCode: 5, stdout: "" })
    expect(refused.stderr).toContain("was not made by Keycard")
    expect(codesSent(aws)).toHaveLength(0)
    await home.ok(["refresh", "tool", "--replace-existing"])
    expect(home.read(".aws", "config")).toMatch(
      /^\[profile tool\]\ncredential_process = "\/.*" credential-process tool\n$/,
    )
    expect(home.credentials).toBe(theirs)
  })

  test("a failure leaves stdout empty and says on stderr what to do", async () => {
    const home = await newHome()
    const ran = await home.keycard(["credential-process", "nobody"])
    expect(ran).toMatchObject({ exitCode: 3, stdout: "" })
    expect(ran.stderr).toBe("No profile matches “nobody”. See them all: keycard status\n")
  })
})
