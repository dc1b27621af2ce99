import { open, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createTextFile } from "../../src/adapters/files/text-file.ts"
import { systemClock } from "../../src/adapters/system/clock.ts"
import { editFile } from "../../src/core/aws/edit-file.ts"
import { MARK, putCredentials } from "../../src/core/aws/shared-files/credentials-section.ts"
import { against, type Result } from "../figure.ts"
import { interleave } from "../measure.ts"

const PROFILES = 10_000
const OURS = "profile-7000"
const ID = "8b0a8a4e-6f1c-4c57-9a60-0a1a5b9f2a11"

/** One profile among 10,000: our read, edit, check and safe write, against nothing but splice, fsync and rename. */
export async function measureFiles(): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "keycard-bench-files-"))
  try {
    const path = join(folder, "credentials")
    await writeFile(path, sampleFile(), { mode: 0o600 })
    const values = await interleave(7, {
      ours: (round) => timed(() => ourWrite(path, `ours${String(round)}`)),
      plain: (round) => timed(() => plainWrite(path, `plain${String(round)}`)),
    })
    return [
      against(
        "One profile written among 10,000",
        { ours: values.ours, peer: values.plain },
        { limit: 2, name: "splice + fsync + rename" },
      ),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

const keysOf = (token: string) => ({
  aws_access_key_id: "ASIAIOSFODNN7EXAMPLE",
  aws_secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  aws_session_token: token.padEnd(350, "x"),
  x_security_token_expires: "2026-01-01T12:00:00Z",
  [MARK]: ID,
})

function ourWrite(path: string, token: string): Promise<void> {
  const file = createTextFile({ path, backup: true })
  return editFile(file, systemClock, (read) => putCredentials(read, path, OURS, keysOf(token), false).file)
}

/** What a program does that knows the file's form already and fears nothing. */
async function plainWrite(path: string, token: string): Promise<void> {
  const text = await readFile(path, "utf8")
  const start = text.indexOf(`[${OURS}]\n`)
  const end = text.indexOf("\n[", start)
  const section = sectionOf(OURS, keysOf(token)).trimEnd()
  const handle = await open(`${path}.tmp`, "w", 0o600)
  await handle.writeFile(text.slice(0, start) + section + text.slice(end))
  await handle.sync()
  await handle.close()
  await rename(`${path}.tmp`, path)
}

function sampleFile(): string {
  const sections = Array.from({ length: PROFILES }, (_, index) => {
    const name = `profile-${String(index)}`
    return sectionOf(
      name,
      name === OURS ? keysOf("") : { ...keysOf("other"), [MARK]: `other ${String(index)}` },
    )
  })
  return sections.join("")
}

const sectionOf = (name: string, keys: Record<string, string>) =>
  `[${name}]\n${Object.entries(keys)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join("")}\n`

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
