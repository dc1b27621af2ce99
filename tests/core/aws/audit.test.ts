import { expect, test } from "vitest"
import { createAudit } from "../../../src/core/audit/audit.ts"
import { createAws } from "../../../src/core/aws/create-aws.ts"
import { keptCredentials } from "../../../src/core/aws/kept-session.ts"
import { AppError } from "../../../src/core/errors.ts"
import { MemoryAuditLog } from "../../fakes/memory-audit-log.ts"
import { LONG_TERM, newBench, NOON_MS, SERIAL } from "../../support/aws-bench.ts"
import type { BenchOptions } from "../../support/aws-bench.ts"

async function watched(options: BenchOptions = {}) {
  const bench = await newBench(options)
  const log = new MemoryAuditLog()
  const failures: unknown[] = []
  const { clock } = bench
  const onFailure = (cause: unknown) => failures.push(cause)
  const audit = createAudit({ log, clock, by: "window", onFailure })
  const aws = createAws({ ...bench.deps, audit })
  const said = async () =>
    (await log.read()).events.map(({ what, by, profile, key }) => [what, by, profile, key].join(" "))
  return { ...bench, aws, log, audit, failures, said }
}

test("what is issued, written and stopped is noted, with whom it acts as and until when", async () => {
  const { aws, profile, log, said } = await watched({ roleArns: ["arn:aws:iam::123456789012:role/Deploy"] })
  await aws.refresh(profile.id)
  await aws.refresh(profile.id)
  await aws.stop(profile.id)
  await aws.stop(profile.id)
  expect(await said()).toEqual(["issued window dev work", "written window dev ", "stopped window dev "])
  expect((await log.read()).events[0]).toMatchObject({
    arn: "arn:aws:sts::123456789012:assumed-role/Deploy/keycard-ada",
    expiresAtMs: NOON_MS + 3_600_000,
  })
})

test("each handing out is noted as a tool's, unless the caller says otherwise", async () => {
  const { aws, profile, said, secrets, clock, index, audit } = await watched({ mode: "process" })
  await aws.credentials(profile.id)
  await aws.credentials(profile.id, { by: "command-line" })
  expect(await keptCredentials({ secrets, clock, audit }, index.now, profile)).not.toBeNull()
  await aws.refresh(profile.id, { force: true, by: "renewal" })
  expect(await said()).toEqual([
    "issued credential-process dev work",
    "handed-out credential-process dev ",
    "handed-out command-line dev ",
    "handed-out credential-process dev ",
    "issued renewal dev work",
  ])
})

test("a refusal is noted once for all who asked together, and what a person called off is not", async () => {
  const { aws, profile, api, log, said } = await watched()
  const data = { kind: "aws-refused", refusal: "denied", code: "AccessDenied", message: "canary" } as const
  api.failures.push(new AppError(data))
  await Promise.allSettled([aws.refresh(profile.id), aws.refresh(profile.id)])
  const abort = new AbortController()
  abort.abort()
  await expect(aws.refresh(profile.id, { force: true, signal: abort.signal })).rejects.toThrow(AppError)
  expect(await said()).toEqual(["refused window dev work"])
  expect((await log.read()).events[0]?.reason).toBe("aws-refused denied")
  expect(log.text).not.toContain("canary")
})

test("keys that come and go are noted by their name", async () => {
  const { aws, said } = await watched()
  const key = { ...LONG_TERM, accessKeyId: "AKIAIOSFODNN7EXAMPL2" }
  const { id } = await aws.addKey({ name: "other", source: { kind: "typed", key }, mfaSerial: SERIAL })
  await aws.removeKey(id)
  expect(await said()).toEqual(["key-added window  other", "key-removed window  other"])
})

test("a log that cannot be written stops nothing, and no secret is ever in it", async () => {
  const { aws, profile, log, failures, secrets } = await watched()
  log.script.failCall(1, new AppError({ kind: "file", problem: "full", path: "/x/audit.log" }))
  log.script.failCall(2, new AppError({ kind: "file", problem: "full", path: "/x/audit.log" }))
  await expect(aws.refresh(profile.id)).resolves.toMatchObject({ issued: true, written: true })
  await aws.stop(profile.id)
  await aws.refresh(profile.id)
  expect(failures).toHaveLength(1)
  expect(log.text).toContain('"issued"')
  const canaries = [
    LONG_TERM.secretAccessKey,
    LONG_TERM.accessKeyId,
    "session-secret",
    "session-token",
    "ASIA",
  ]
  expect(canaries.some((canary) => JSON.stringify([...secrets.items.values()]).includes(canary))).toBe(true)
  for (const canary of canaries) expect(log.text).not.toContain(canary)
})
