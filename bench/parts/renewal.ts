import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { FRESH_KEY } from "../../src/core/vault/fresh-key.ts"
import type { Vault } from "../../src/core/vault/schema.ts"
import { startAwsStandIn, type AwsStandIn } from "../../tests/support/aws/start.ts"
import { against, type Result } from "../figure.ts"
import { launch } from "../launch.ts"
import { findCommand, interleave, pause, timeOf } from "../measure.ts"
import { sampleEntry, uuidOf } from "../sample-accounts.ts"
import { KEPT, putItems, type World } from "../world.ts"

const ROUNDS = 5
/** A code is good once, so every renewal has a device of its own; all of them show the same codes. */
const DEVICES = (ROUNDS + 1) * 3
const keycard = join(projectRoot, "bin", "keycard")
const { id: accountId, secret: seedBase32 } = sampleEntry(0)
const profileName = (index: number) => `bench-${String(index)}`
const profileId = (index: number) => uuidOf(`profile ${String(index)}`)

/** Renewals and credential_process, against the `aws` command before the same stand-in. */
export async function measureRenewal(world: World): Promise<Result[]> {
  const aws = findCommand("aws")
  if (!aws) return [{ figure: "One renewal, credential_process", why: "the aws command is not installed" }]
  const users = Array.from({ length: DEVICES }, (_, index) => ({
    name: `user${String(index)}`,
    mfaDevices: [{ seedBase32 }],
  }))
  const standIn = await startAwsStandIn({ users })
  try {
    const env = await world.withAccounts(KEPT, (vault) => withProfiles(vault, standIn))
    await putItems(
      env,
      standIn.account.users.map(({ accessKeys }, index) => {
        const { id, secret } = accessKeys[0]!
        const value = JSON.stringify({ v: 1, accessKeyId: id, secretAccessKey: secret })
        return [`aws-key/${uuidOf(`key ${String(index)}`)}`, value] as const
      }),
    )
    return [...(await renewals(env, standIn, aws)), ...(await credentialProcess(env, standIn, aws))]
  } finally {
    await standIn.close()
  }
}

/** Each device has its own user, key and profile. */
function withProfiles(vault: Vault, { url, account }: AwsStandIn): Vault {
  const createdAtMs = 1_767_225_600_000
  return {
    ...vault,
    awsKeys: account.users.map(({ accessKeys, mfaDevices, arn }, index) => ({
      ...{
        id: uuidOf(`key ${String(index)}`),
        name: `key-${String(index)}`,
        tail: accessKeys[0]!.id.slice(-4),
      },
      ...{ accountId: account.id, userArn: arn, mfaSerial: mfaDevices[0]!.serial, otpAccountId: accountId },
      ...{ endpoint: url, region: "us-east-1", createdAtMs, ...FRESH_KEY },
    })),
    awsProfiles: account.users.map((_, index) => ({
      ...{
        id: profileId(index),
        name: profileName(index),
        center: null,
        keyId: uuidOf(`key ${String(index)}`),
      },
      ...{
        durationSeconds: 3_600,
        region: null,
        roleArns: [],
        ...{ roleOptions: [], assume: "auto" as const, federation: null },
        mode: "file" as const,
        renew: "on-demand" as const,
        createdAtMs,
      },
    })),
  }
}

async function renewals(env: NodeJS.ProcessEnv, standIn: AwsStandIn, aws: string): Promise<Result[]> {
  let next = 0
  /** A device nobody has used, with time enough left in its time step. */
  const freshDevice = async () => {
    const leftMs = 30_000 - (Date.now() % 30_000)
    if (leftMs < 8_000) await pause(leftMs + 100)
    return next++
  }
  const values = await interleave(ROUNDS, {
    command: async () =>
      timeOf(process.execPath, [keycard, "refresh", "--force", profileName(await freshDevice())], { env }),
    app: async () => {
      const app = await launch("keycard", env)
      try {
        await pause(3_000) // the start is over
        const request = {
          profileId: profileId(await freshDevice()),
          code: null,
          replaceForeignSection: false,
        }
        const script = `(async () => {
          const startedMs = performance.now()
          const reply = await window.keycard.call("aws:refresh", ${JSON.stringify(request)})
          return reply.ok ? performance.now() - startedMs : JSON.stringify(reply)
        })()`
        const ms = await app.ask("evaluate", script)
        if (typeof ms !== "number") throw new Error(`the app did not refresh: ${String(ms)}`)
        return ms
      } finally {
        await app.close()
      }
    },
    aws: async () => {
      const { accessKeys, mfaDevices } = standIn.account.users[await freshDevice()]!
      const { serial } = mfaDevices[0]!
      const args = ["sts", "get-session-token", "--endpoint-url", standIn.url, "--serial-number", serial]
      return timeOf(aws, [...args, "--token-code", standIn.codeFor(serial), "--region", "us-east-1"], {
        env: { ...env, AWS_ACCESS_KEY_ID: accessKeys[0]!.id, AWS_SECRET_ACCESS_KEY: accessKeys[0]!.secret },
      })
    },
  })
  const peer = "aws sts get-session-token"
  return [
    against(
      "One renewal, whole process (keycard refresh)",
      { ours: values.command, peer: values.aws },
      { limit: 0.2, name: peer },
    ),
    against(
      "One renewal, first call in the app",
      { ours: values.app, peer: values.aws },
      { limit: 0.1, name: peer },
    ),
  ]
}

/** The same session read from the credentials file, and asked of Keycard's command. */
async function credentialProcess(
  env: NodeJS.ProcessEnv,
  standIn: AwsStandIn,
  aws: string,
): Promise<Result[]> {
  const config = env.AWS_CONFIG_FILE ?? ""
  const command = `"${process.execPath}" "${keycard}" credential-process ${profileName(0)}`
  await mkdir(dirname(config), { recursive: true })
  await writeFile(config, `[profile asks]\ncredential_process = ${command}\n`, { flag: "a" })
  const call = (profile: string) =>
    timeOf(
      aws,
      [
        "sts",
        "get-caller-identity",
        "--endpoint-url",
        standIn.url,
        "--region",
        "us-east-1",
        "--profile",
        profile,
      ],
      { env },
    )
  const values = await interleave(ROUNDS + 4, { asks: () => call("asks"), reads: () => call(profileName(0)) })
  return [
    against(
      "aws call through credential_process",
      { ours: values.asks, peer: values.reads },
      { limit: 1.05, name: "with the keys in its file" },
    ),
  ]
}
