import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { run } from "../measure.ts"
import { sampleEntry } from "../sample-accounts.ts"

const password = "a password for measuring"
/** OTPClient 3's own numbers. */
const IV_BYTES = 16
const SALT_BYTES = 32
const ITERATIONS = 100_000

/**
 * OTPClient's database of the same accounts, and its password in the keyring, where its command line looks for it.
 * @param secretTool puts the password there
 * @param folder where to put the database and the settings
 * @returns the environment to run it in
 */
export async function makeOtpclientHome(
  secretTool: string,
  count: number,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const home = join(folder, "otpclient")
  const database = join(home, "database.enc")
  await mkdir(home, { recursive: true, mode: 0o700 })
  await writeFile(database, sealed(JSON.stringify(Array.from({ length: count }, (_, at) => entry(at)))))
  await writeFile(join(home, "otpclient.cfg"), `[config]\ndb_path=${database}\nuse_secret_service=true\n`)
  const schema = ["xdg:schema", "com.github.paolostivanin.OTPClient"]
  await run(secretTool, ["store", "--label=main_pwd", ...schema, "string", "main_pwd"], {
    env,
    input: password,
  })
  return { ...env, XDG_CONFIG_HOME: home }
}

function entry(index: number) {
  const { issuer, account, secret } = sampleEntry(index)
  return { type: "TOTP", label: account, issuer, secret, digits: 6, algo: "SHA1", period: 30 }
}

/** Its file: IV, salt, AES-256-GCM of the JSON with both as additional data, tag; the key by PBKDF2-SHA512. */
function sealed(json: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const salt = randomBytes(SALT_BYTES)
  const header = Buffer.concat([iv, salt])
  const cipher = createCipheriv("aes-256-gcm", pbkdf2Sync(password, salt, ITERATIONS, 32, "sha512"), iv)
  cipher.setAAD(header)
  return Buffer.concat([header, cipher.update(json), cipher.final(), cipher.getAuthTag()])
}
