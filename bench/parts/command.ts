import { randomBytes, randomUUID } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { RECOMMENDED_ARGON2 } from "../../src/adapters/keychain/file-secret-store.ts"
import { SALT_BYTES, sealItems, wrapKey } from "../../src/adapters/keychain/keychain-file.ts"
import { writeSecretItem } from "../../src/core/accounts/secret-item.ts"
import { against, type Result } from "../figure.ts"
import { findCommand, interleave, timeOf } from "../measure.ts"
import { keepassxcPassword, makeKeepassxcDatabase } from "../peers/keepassxc.ts"
import { makeOtpclientHome } from "../peers/otpclient.ts"
import { sampleAccounts, sampleEntry } from "../sample-accounts.ts"
import { KEPT, type World } from "../world.ts"
import { serialiseVault } from "../../src/adapters/files/vault-document.ts"
import { emptyVault } from "../../src/core/vault/schema.ts"

const ROUNDS = 9
const keycard = join(projectRoot, "bin", "keycard")
const passphrase = "a passphrase for measuring"

/** `keycard code` as a whole process, with 1,000 accounts. */
export async function measureCommand(world: World): Promise<Result[]> {
  const { issuer } = sampleEntry(503)
  const osEnv = await world.withAccounts(KEPT)
  const fileEnv = await inEncryptedFile(osEnv)
  const code = (env: NodeJS.ProcessEnv) => timeOf(process.execPath, [keycard, "code", issuer], { env })
  const kdf = join(projectRoot, "bench", "kdf-alone.mjs")

  const file = await interleave(ROUNDS, {
    ours: () => code(fileEnv),
    kdf: () => timeOf(process.execPath, [kdf, JSON.stringify(RECOMMENDED_ARGON2)], { env: world.env }),
  })
  const results: Result[] = [
    against(
      "keycard code, 1,000 accounts, encrypted-file keychain",
      { ours: file.ours, peer: file.kdf },
      { limit: 1.25, name: "key derivation + Node's start" },
    ),
  ]

  return [
    await againstKeepassxc(world, () => code(osEnv)),
    await againstOtpclient(world, () => code(osEnv)),
    ...results,
  ]
}

async function againstKeepassxc(world: World, code: () => Promise<number>): Promise<Result> {
  const { issuer } = sampleEntry(503)
  const figure = "keycard code, 1,000 accounts, system's keychain"
  const keepassxc = findCommand("keepassxc-cli")
  if (!keepassxc) return { figure, why: "keepassxc-cli is not installed" }
  const database = await makeKeepassxcDatabase(keepassxc, KEPT, world.env.HOME ?? "", world.env)
  const os = await interleave(ROUNDS, {
    ours: code,
    keepassxc: () =>
      timeOf(keepassxc, ["show", "-q", "-t", database, issuer], {
        env: world.env,
        input: `${keepassxcPassword}\n`,
      }),
  })
  return against(figure, { ours: os.ours, peer: os.keepassxc }, { limit: 1, name: "keepassxc-cli show -t" })
}

async function againstOtpclient(world: World, code: () => Promise<number>): Promise<Result> {
  const { issuer, account } = sampleEntry(503)
  const figure = "the same, beside OTPClient"
  const [otpclient, secretTool] = [findCommand("otpclient-cli"), findCommand("secret-tool")]
  if (!otpclient || !secretTool) return { figure, why: "otpclient-cli or secret-tool is not installed" }
  const env = await makeOtpclientHome(secretTool, KEPT, world.env.HOME ?? "", world.env)
  const values = await interleave(ROUNDS, {
    ours: code,
    otpclient: () => timeOf(otpclient, ["show", "-a", account, "-i", issuer], { env }),
  })
  return against(
    figure,
    { ours: values.ours, peer: values.otpclient },
    { limit: 1, name: "otpclient-cli show" },
  )
}

/** The same accounts in an encrypted file, made at once: a thousand writes one by one would take a minute. */
async function inEncryptedFile(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const folder = join(dirname(env.KEYCARD_HOME ?? ""), "keycard-file")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const salt = randomBytes(SALT_BYTES)
  const dataKey = randomBytes(32)
  const identity = { id: randomUUID() }
  const kdf = { name: "argon2id", ...RECOMMENDED_ARGON2, salt: salt.toString("base64") } as const
  const slot = wrapKey(
    dataKey,
    await deriveKeyHere(Buffer.from(passphrase), salt, RECOMMENDED_ARGON2),
    kdf,
    identity,
  )
  const items = Array.from({ length: KEPT }, (_, index) => {
    const entry = sampleEntry(index)
    return [`otp/${entry.id}`, writeSecretItem(entry)] as const
  })
  const vault = { ...emptyVault(), backend: "file" as const, accounts: sampleAccounts(KEPT, KEPT) }
  const passphraseFile = join(folder, "passphrase")
  const write = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes, { mode: 0o600 })
  await write("keychain.json", sealItems(dataKey, { ...identity, generation: 1, slot }, new Map(items)))
  await write("vault.json", serialiseVault(vault))
  await write("passphrase", Buffer.from(passphrase))
  return { ...env, KEYCARD_HOME: folder, KEYCARD_KEYCHAIN: "file", KEYCARD_PASSPHRASE_FILE: passphraseFile }
}
