/** @file A running Keycard without its window: the same answers behind the same socket, in this very process. */
import { onTestFinished } from "vitest"
import { startAgent } from "../../../src/adapters/agent/agent-server.ts"
import { createAwsSdkApi } from "../../../src/adapters/aws/aws-sdk-api.ts"
import { createAuditLog } from "../../../src/adapters/files/audit-log.ts"
import { createMutex } from "../../../src/adapters/files/mutex.ts"
import { createTextFile } from "../../../src/adapters/files/text-file.ts"
import { createVaultIndex } from "../../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../../src/adapters/keychain/file-secret-store.ts"
import { systemClock as clock } from "../../../src/adapters/system/clock.ts"
import { systemRandom as random } from "../../../src/adapters/system/random.ts"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { createAudit } from "../../../src/core/audit/audit.ts"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import { createAnswers } from "../../../src/main/agent.ts"
import type { KeychainState } from "../../../src/shared/ipc/views.ts"
import { type Home, PASSPHRASE } from "./keycard.ts"

export interface Running {
  /** How many requests it answered. */
  answered: number
  locked: boolean
  stop(): Promise<void>
}

/** Listens for the commands of a home, its keychain open, until the test ends. */
export async function runningKeycard(home: Home): Promise<Running> {
  const folder = home.path(".keycard")
  const mutex = createMutex({ folder: home.path(".keycard", "locks") })
  const index = createVaultIndex({ path: home.path(".keycard", "vault.json"), mutex })
  const path = home.path(".keycard", "keychain.json")
  const secrets = createFileSecretStore({ path, mutex, deriveKey: deriveKeyHere })
  await secrets.unlock(PASSPHRASE)
  const log = createAuditLog({ path: home.path(".keycard", "audit.log"), mutex })
  const audit = createAudit({ log, clock, by: "window", onFailure: () => undefined })
  const aws = createAws({
    ...{ secrets, index, clock, random, mutex, audit, api: createAwsSdkApi() },
    accounts: createAccounts({ secrets, index, clock, random }),
    credentialsFile: createTextFile({ path: home.path(".aws", "credentials"), backup: true }),
    configFile: createTextFile({ path: home.path(".aws", "config"), backup: true }),
  })
  const answers = createAnswers({
    ...{ aws, index, clock, audit },
    keychain: {
      store: secrets,
      state: () => ({ state: running.locked ? "locked" : "ready" }) as KeychainState,
      isLocked: () => Promise.resolve(running.locked),
    },
    onIssued: () => undefined,
    log: (_, cause) => {
      throw cause
    },
  })
  const agent = await startAgent({
    ...{ folder, platform: process.platform, placeFile: home.path(".keycard", "agent.json") },
    runtimeFolder: home.env.XDG_RUNTIME_DIR,
    answer: (request, signal) => {
      running.answered += 1
      return answers.answer(request, signal)
    },
  })
  if (agent === null) throw new Error("nothing to listen at")
  const running: Running = { answered: 0, locked: false, stop: () => agent.close() }
  onTestFinished(() => agent.close())
  return running
}
