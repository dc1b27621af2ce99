import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { FRESH_KEY } from "../../src/core/vault/fresh-key.ts"
import { readPlace, writeRequest } from "../../src/shared/agent/protocol.ts"
import { startAwsStandIn, type AwsStandIn } from "../../tests/support/aws/start.ts"
import { against, type Result, within } from "../figure.ts"
import { launch } from "../launch.ts"
import { findCommand, interleave, pause, run, timeOf } from "../measure.ts"
import { sampleEntry, uuidOf } from "../sample-accounts.ts"
import { KEPT, putItems, type World } from "../world.ts"

const ROUNDS = 15
const PARALLEL = 50
const keycard = join(projectRoot, "bin", "keycard")
const floor = join(projectRoot, "bench", "ask-alone.cjs")
const { id: accountId, secret: seedBase32 } = sampleEntry(0)
const ask = [keycard, "credential-process", "asked"] as const

/** `keycard credential-process` as a whole process, answered by the window's own process and without it. */
export async function measureProcess(world: World): Promise<Result[]> {
  const standIn = await startAwsStandIn({ users: [{ name: "asker", mfaDevices: [{ seedBase32 }] }] })
  try {
    const env = await prepare(world, standIn)
    const alone = await interleave(ROUNDS, {
      ours: () => timeOf(process.execPath, ask, { env }),
      floor: () => timeOf(process.execPath, ["-e", "0"], { env }),
    })
    const results = await besideWindow(env, standIn)
    const figure = "credential-process alone, whole process"
    const peers = { ours: alone.ours, peer: alone.floor }
    return [...results, against(figure, peers, { limit: 3, name: "Node that does nothing" })]
  } finally {
    await standIn.close()
  }
}

/** One key, its device, and a profile whose session has begun. */
async function prepare(world: World, { url, account }: AwsStandIn): Promise<NodeJS.ProcessEnv> {
  const createdAtMs = 1_767_225_600_000
  const user = account.users[0]!
  const { id, secret } = user.accessKeys[0]!
  const keyId = uuidOf("key asker")
  const env = await world.withAccounts(KEPT, (vault) => ({
    ...vault,
    awsKeys: [
      {
        ...{ id: keyId, name: "asker", tail: id.slice(-4), accountId: account.id, userArn: user.arn },
        ...{ mfaSerial: user.mfaDevices[0]!.serial, otpAccountId: accountId, endpoint: url },
        ...{ ...FRESH_KEY, region: "us-east-1", createdAtMs },
      },
    ],
    awsProfiles: [
      {
        ...{ id: uuidOf("profile asked"), name: "asked", keyId, durationSeconds: 43_200, region: null },
        ...{ center: null, roleArns: [], mode: "process" as const, renew: "on-demand" as const, createdAtMs },
        ...{ roleOptions: [], assume: "auto" as const, federation: null },
      },
    ],
  }))
  await putItems(env, [
    [`aws-key/${keyId}`, JSON.stringify({ v: 1, accessKeyId: id, secretAccessKey: secret })],
  ])
  await run(process.execPath, [keycard, "refresh", "asked"], { env })
  return env
}

async function besideWindow(env: NodeJS.ProcessEnv, standIn: AwsStandIn): Promise<Result[]> {
  const app = await launch("keycard", env)
  try {
    const place = await listening(join(env.KEYCARD_HOME ?? "", "agent.json"))
    const request = writeRequest({ token: place.token, profile: "asked", by: "credential-process" }).trim()
    const values = await interleave(ROUNDS, {
      ours: () => timeOf(process.execPath, ask, { env }),
      floor: () => timeOf(process.execPath, [floor, place.socket, request], { env }),
    })
    const name = "a socket in Node and nothing else"
    return [
      against(
        "credential-process beside a running Keycard",
        { ours: values.ours, peer: values.floor },
        { limit: 1.05, name },
      ),
      ...(await throughAws(env, standIn)),
      ...(await atOnce(env, standIn)),
    ]
  } finally {
    await app.close()
  }
}

async function listening(file: string) {
  for (let tries = 0; tries < 200; tries++) {
    const place = readPlace(await readFile(file, "utf8").catch(() => ""))
    if (place !== null) return place
    await pause(50)
  }
  throw new Error("the window does not listen")
}

/** What it adds to a call of the `aws` command, and what that takes to hand out credentials itself. */
async function throughAws(env: NodeJS.ProcessEnv, standIn: AwsStandIn): Promise<Result[]> {
  const aws = findCommand("aws")
  const figure = "aws call, credentials asked of a running Keycard"
  if (!aws) return [{ figure, why: "the aws command is not installed" }]
  const config = env.AWS_CONFIG_FILE ?? ""
  await mkdir(dirname(config), { recursive: true })
  await writeFile(
    config,
    `\n[profile asks]\ncredential_process = "${process.execPath}" "${keycard}" credential-process asked\n`,
    { flag: "a" },
  )
  const [key] = standIn.account.users[0]!.accessKeys
  const endpoint = ["--endpoint-url", standIn.url, "--region", "us-east-1"]
  const call = ["sts", "get-caller-identity", ...endpoint]
  const keys = { ...env, AWS_ACCESS_KEY_ID: key!.id, AWS_SECRET_ACCESS_KEY: key!.secret }
  const values = await interleave(7, {
    asks: () => timeOf(aws, [...call, "--profile", "asks"], { env }),
    has: () => timeOf(aws, call, { env: keys }),
    ours: () => timeOf(process.execPath, ask, { env }),
    exports: () => timeOf(aws, ["configure", "export-credentials"], { env: keys }),
  })
  return [
    against(figure, { ours: values.asks, peer: values.has }, { limit: 1.05, name: "with keys of its own" }),
    against(
      "credential-process beside a running Keycard",
      { ours: values.ours, peer: values.exports },
      { limit: 0.1, name: "aws configure export-credentials" },
    ),
  ]
}

/** Fifty at once, of a profile whose session was stopped: one request of AWS. */
async function atOnce(env: NodeJS.ProcessEnv, standIn: AwsStandIn): Promise<Result[]> {
  const file = join(env.KEYCARD_HOME ?? "", "vault.json")
  const vault = JSON.parse(await readFile(file, "utf8")) as { awsSessions: unknown[]; generation: number }
  await writeFile(file, JSON.stringify({ ...vault, awsSessions: [], generation: vault.generation + 1 }))
  await putItems(env, [[`session/${uuidOf("profile asked")}`, "0"]])
  const before = standIn.requests.length
  await Promise.all(Array.from({ length: PARALLEL }, () => timeOf(process.execPath, ask, { env })))
  const issued = standIn.requests.slice(before).filter(({ action }) => action === "GetSessionToken")
  return [
    within(
      `requests of AWS for ${String(PARALLEL)} credential-process at once`,
      { ours: [issued.length], unit: "requests" },
      { limit: 1, name: "one" },
    ),
  ]
}
