/** @file Run by tests as a process of its own: appends numbered events to a log that others append to as well. */
import { createAuditLog } from "../../src/adapters/files/audit-log.ts"
import { createMutex } from "../../src/adapters/files/mutex.ts"

const [path = "", locks = "", name = "", count = "0", maxBytes = "0", kept = "0"] = process.argv.slice(2)
const mutex = createMutex({ folder: locks })
const log = createAuditLog({ path, mutex, maxBytes: Number(maxBytes), kept: Number(kept) })
for (let number = 0; number < Number(count); number++) {
  await log.append({
    atMs: Date.now(),
    ...{ what: "issued", by: "window", profile: String(number), key: name },
    ...{ arn: null, expiresAtMs: null, reason: null },
  })
}
