import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { setUpAws, standIn } from "./support/aws.ts"
import { type Home, newHome, run } from "./support/keycard.ts"

/** @file How often AWS's SDKs run a credential_process within one program: what they cache, and when they ask again. */

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const PYTHON = "/usr/bin/python3"
/** Debian's awscli brings it along. */
const hasBotocore = existsSync("/usr/lib/python3/dist-packages/awscli/botocore")
const CALLS = 5

/** Runs of Keycard's command, by its own log. */
async function handedOut(home: Home): Promise<number> {
  const log = await home.ok(["log", "--json"])
  return log.split('"handed-out"').length - 1
}

/** A helper that counts its runs; the first answer ends in so many minutes, those after it in an hour. */
function countingHelper(home: Home, firstMinutes: number): () => number {
  const runs = home.path("runs")
  writeFileSync(runs, "")
  const program = home.write(
    "helper.cjs",
    `const fs = require("fs"); fs.appendFileSync(process.argv[2], "x")
const minutes = fs.readFileSync(process.argv[2], "utf8").length === 1 ? ${firstMinutes} : 60
console.log(JSON.stringify({ Version: 1, AccessKeyId: "ASIAIOSFODNN7EXAMPLE", SecretAccessKey: "s", SessionToken: "t",
  Expiration: new Date(Date.now() + minutes * 60_000).toISOString() }))\n`,
  )
  home.write(
    ".aws/config",
    `[profile dev]\ncredential_process = "${process.execPath}" "${program}" "${runs}"\n`,
  )
  return () => readFileSync(runs, "utf8").length
}

const javaScript = `
const { defaultProvider } = require("@aws-sdk/credential-provider-node")
const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts")
const client = new STSClient({ region: "us-east-1", endpoint: process.argv[1], profile: "dev",
  credentials: defaultProvider({ profile: "dev" }) })
const call = () => client.send(new GetCallerIdentityCommand({})).catch((error) => {
  if (!/InvalidClientTokenId/.test(error.name)) throw error
})
;(async () => { for (let n = 0; n < ${CALLS}; n++) await call() })()`

const runJavaScript = (home: Home, endpoint: string) =>
  run(
    process.execPath,
    ["-e", javaScript, endpoint],
    { ...home.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    { cwd: ROOT },
  )

const botocore = `
import awscli.botocore.session
credentials = awscli.botocore.session.Session(profile="dev").get_credentials()
for n in range(${CALLS}): credentials.get_frozen_credentials()`

test("the SDK for JavaScript asks once for many calls, and once more when less than five minutes are left", async () => {
  const [home, aws] = [await newHome(), await standIn()]
  await setUpAws(home, aws, [["dev", "--mode", "process"]])
  expect(await runJavaScript(home, aws.url)).toMatchObject({ exitCode: 0, stderr: "" })
  expect(await handedOut(home)).toBe(1)
  expect(aws.requests.filter(({ action }) => action === "GetCallerIdentity").length).toBeGreaterThanOrEqual(
    CALLS,
  )
  const runs = countingHelper(home, 4)
  expect(await runJavaScript(home, aws.url)).toMatchObject({ exitCode: 0, stderr: "" })
  expect(runs()).toBe(2)
})

test.skipIf(!hasBotocore)(
  "botocore asks once for many calls, and again when less than fifteen minutes are left (skipped where it is not installed)",
  async () => {
    const [home, aws] = [await newHome(), await standIn()]
    await setUpAws(home, aws, [["dev", "--mode", "process"]])
    const ask = () => run(PYTHON, ["-c", botocore], { ...home.env, AWS_EC2_METADATA_DISABLED: "true" })
    expect(await ask()).toMatchObject({ exitCode: 0, stderr: "" })
    expect(await handedOut(home)).toBe(1)
    const runs = countingHelper(home, 14)
    expect(await ask()).toMatchObject({ exitCode: 0, stderr: "" })
    expect(runs()).toBe(2)
  },
)
