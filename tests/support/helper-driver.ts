/** @file Run by tests as a process of its own: asks a helper once and ends without closing it, with exit status 4. */
import { readFileSync } from "node:fs"
import { deriveKeyRemotely } from "../../src/adapters/keychain/derive-key.ts"
import { forkHelper } from "../../src/adapters/keychain/fork-helper.ts"
import { createHelperClient } from "../../src/adapters/keychain/helper-client.ts"

const helper = createHelperClient(() => forkHelper(process.argv[2] ?? ""))
const parameters = { memoryKiB: 64, iterations: 1, parallelism: 1 }
await deriveKeyRemotely(helper)(Buffer.from("x"), Buffer.alloc(16), parameters)
const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8")
process.stdout.write(JSON.stringify({ pid: Number(children.trim()) }))
process.exitCode = 4
