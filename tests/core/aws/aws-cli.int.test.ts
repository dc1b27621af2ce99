/** @file What Keycard writes, read by the real AWS CLI from real files. */
import { execFile } from "node:child_process"
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createTextFile } from "../../../src/adapters/files/text-file.ts"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import { newBench } from "../../support/aws-bench.ts"

const CLI = "/usr/bin/aws"
const run = promisify(execFile)
/** Each call starts a Python: seconds on a busy machine. */
const CLI_TIMEOUT_MS = 240_000

const CREDENTIALS = [
  "# the first line",
  "[default]",
  "aws_access_key_id = AKIADEFAULTDEFAULT12",
  "aws_secret_access_key=default/secret+with=signs",
  "",
  "[indented]",
  "  aws_access_key_id = AKIAINDENTEDINDENT12",
  "  aws_secret_access_key = indented",
  "; a note",
  "[my prof] # with a blank",
  "aws_access_key_id : AKIABLANKBLANKBLAN12",
  "aws_secret_access_key : blank",
  "aws_session_token = old",
  "aws_security_token = older",
  "",
  "[dev]",
  "aws_access_key_id = AKIADEVDEVDEVDEVDE12",
  "aws_secret_access_key = permanent",
  "aws_security_token = stale",
  "",
  "[prôf]",
  "aws_access_key_id = AKIAACCENTACCENTAC12",
  "aws_secret_access_key = accent",
].join("\r\n")

const CONFIG = [
  "[default]",
  "region = eu-west-1",
  "s3 =",
  "    max_concurrent_requests = 20",
  "[profile dev]",
  "output = json",
  "# the end",
].join("\n")

let folder: string
let paths: { credentials: string; config: string }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keycard-cli-"))
  paths = { credentials: join(folder, "credentials"), config: join(folder, "config") }
  writeFileSync(paths.credentials, CREDENTIALS, { mode: 0o644 })
  writeFileSync(paths.config, CONFIG)
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function cli(...args: string[]) {
  const env = {
    PATH: "/usr/bin:/bin",
    HOME: folder,
    LANG: "C.UTF-8",
    AWS_SHARED_CREDENTIALS_FILE: paths.credentials,
    AWS_CONFIG_FILE: paths.config,
    AWS_EC2_METADATA_DISABLED: "true",
  }
  return run(CLI, args, { env }).then(
    ({ stdout, stderr }) => ({ failed: false, stdout, stderr }),
    (error: unknown) => ({ failed: true, ...(error as { stdout: string; stderr: string }) }),
  )
}

const exportOf = (profile: string) => cli("configure", "export-credentials", "--profile", profile)

async function benchOnRealFiles() {
  const bench = await newBench({ region: "eu-central-1" })
  const credentialsFile = createTextFile({ path: paths.credentials, backup: true })
  const configFile = createTextFile({ path: paths.config, backup: true })
  return { ...bench, aws: createAws({ ...bench.deps, credentialsFile, configFile }) }
}

describe.skipIf(!existsSync(CLI))(
  "as the AWS CLI reads (skipped where /usr/bin/aws is not installed)",
  { timeout: CLI_TIMEOUT_MS },
  () => {
    test("our profile is exactly what was issued, and every other one is as before", async () => {
      const { aws, profile } = await benchOnRealFiles()
      const namesNow = async () => (await cli("configure", "list-profiles")).stdout.trim().split("\n")
      const names = await namesNow()
      const others = names.filter((name) => name !== "dev")
      expect(others).toHaveLength(4)
      const exportAll = () => Promise.all(others.map(exportOf))
      const before = await exportAll()
      expect(before.map(({ failed }) => failed)).toEqual([false, false, false, false])

      await aws.refresh(profile.id, { replaceForeignSection: true })
      expect(await namesNow()).toEqual(names)
      expect(await exportAll()).toEqual(before)
      const { accessKeyId, secretAccessKey, sessionToken } = await aws.credentials(profile.id)
      const [ours, region, list] = await Promise.all([
        exportOf("dev"),
        cli("configure", "get", "region", "--profile", "dev"),
        cli("configure", "list", "--profile", "dev"),
      ])
      expect(JSON.parse(ours.stdout)).toEqual({
        Version: 1,
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
      })
      expect(region.stdout.trim()).toBe("eu-central-1")
      expect(list.stdout).toMatch(/access_key .* shared-credentials-file/)
      expect(statSync(paths.credentials).mode & 0o077).toBe(0)

      await aws.stop(profile.id)
      expect(readFileSync(paths.credentials, "utf8")).toBe(CREDENTIALS)
      expect(readFileSync(paths.config, "utf8")).toBe(CONFIG)
    })

    test("what we call unreadable, the CLI cannot read either", async () => {
      const { aws, profile } = await benchOnRealFiles()
      writeFileSync(paths.credentials, `${CREDENTIALS}\r\n[default]\r\n`)
      expect((await cli("configure", "list-profiles")).stderr).toContain("Unable to parse config file")
      await expect(aws.refresh(profile.id)).rejects.toMatchObject({
        data: { kind: "aws-file", problem: "duplicate-section", line: 24, path: paths.credentials },
      })
    })
  },
)

test("a link to the credentials file stays a link", async () => {
  const real = join(folder, "dotfiles")
  rmSync(paths.credentials)
  writeFileSync(real, "[a]\nk = v\n")
  chmodSync(real, 0o600)
  symlinkSync(real, paths.credentials)
  const { aws, profile } = await benchOnRealFiles()
  await aws.refresh(profile.id)
  expect(lstatSync(paths.credentials).isSymbolicLink()).toBe(true)
  expect(readFileSync(real, "utf8")).toMatch(/^\[a\]\nk = v\n\n\[dev\]\n/)
})
