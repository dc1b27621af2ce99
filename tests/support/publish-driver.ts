/** @file Run by tests as a process of its own: refreshes or stops a profile, or claims a time step, on real files, a real index and a real
 *  keychain file, and may be killed before a numbered call to the disk for one of the shared files. */
import { join } from "node:path"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createTextFile } from "../../src/adapters/files/text-file.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../src/adapters/keychain/file-secret-store.ts"
import { systemRandom } from "../../src/adapters/system/random.ts"
import { claimStep } from "../../src/core/aws/claim-step.ts"
import { createAws } from "../../src/core/aws/create-aws.ts"
import { ScriptedAwsApi } from "../fakes/scripted-aws-api.ts"
import { LeapingClock, LONG_TERM, NOON_MS, SERIAL } from "./aws-bench.ts"
import { watchedFileSystem } from "./watched-file-system.ts"

const [action = "", folder = "", killAt = "0"] = process.argv.slice(2)

let calls = 0
/** The numbers of those that change something on the disk. */
const effects: number[] = []
const fs = watchedFileSystem((name, number) => {
  calls = number
  if (["write", "sync", "link", "rename", "unlink"].includes(name)) effects.push(number)
  if (number === Number(killAt)) process.kill(process.pid, "SIGKILL")
})
const mutex = createMutex({ folder: join(folder, "locks") })
const secrets = createFileSecretStore({
  path: join(folder, "keychain.json"),
  mutex,
  deriveKey: deriveKeyHere,
  argon2: { memoryKiB: 64, iterations: 1, parallelism: 1 },
})
if (await secrets.exists()) await secrets.unlock("correct horse")
else await secrets.create("correct horse")

const index = createVaultIndex({ path: join(folder, "vault.json"), mutex })
const clock = new LeapingClock(NOON_MS)
const aws = createAws({
  ...{ secrets, index, mutex, clock, random: systemRandom, api: new ScriptedAwsApi(clock) },
  processCommand: (profile) => `"/opt/keycard/bin/keycard" credential-process ${profile}`,
  accounts: { list: () => Promise.resolve([]) },
  credentialsFile: createTextFile({ path: join(folder, "credentials"), backup: true, fs }),
  configFile: createTextFile({ path: join(folder, "config"), backup: true, fs }),
})

if (action === "prepare" || action === "prepare-process") {
  const source = { kind: "typed", key: LONG_TERM } as const
  const mode = action === "prepare" ? "file" : "process"
  const key = await aws.addKey({ name: "work", source, mfaSerial: SERIAL })
  await aws.addProfile({ name: "dev", keyId: key.id, region: "eu-central-1", mode })
} else if (action === "claim") {
  const atMs = await claimStep(index, clock, { serialNumber: SERIAL, periodSeconds: 30 })
  process.stdout.write(`${atMs}\n`)
} else {
  const { id } = await aws.findProfile("dev")
  if (action === "stop") await aws.stop(id)
  else await aws.refresh(id, { code: "123456", replaceForeignSection: true })
}
process.stdout.write(`calls ${calls} effects ${effects.join(",")}\n`)
