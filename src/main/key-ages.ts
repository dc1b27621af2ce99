/** @file Lets the age of keys be asked for, quietly, whenever one of their profiles was issued a session. */
import { keyToLookAt } from "../core/aws/care/look-due.ts"
import type { Aws } from "../core/aws/service.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { AwsProfile } from "../core/vault/schema.ts"

export interface KeyAgesDeps {
  readonly index: Pick<VaultIndex, "read">
  readonly nowMs: () => number
  /** Loaded when there is something to ask. @returns whether there is something new */
  readonly look: () => Promise<(profile: AwsProfile, signal: AbortSignal) => Promise<boolean>>
  readonly onChanged: () => void
}

export interface KeyAges {
  /** The same, watched: nobody who calls it waits for what is asked afterwards, or hears of its failure. */
  watched(aws: Aws): Aws
  /** Calls off what runs: the lock closes, or Keycard ends. */
  cancel(): void
}

export function createKeyAges({ index, nowMs, look, onChanged }: KeyAgesDeps): KeyAges {
  const running = new Map<string, AbortController>()

  async function ask(profileId: string): Promise<void> {
    const vault = await index.read()
    const profile = vault.awsProfiles.find(({ id }) => id === profileId)
    if (profile === undefined) return
    const key = keyToLookAt(vault, profile, nowMs())
    if (key === null || running.has(key.id)) return
    const abort = new AbortController()
    running.set(key.id, abort)
    try {
      if (await (await look())(profile, abort.signal)) onChanged()
    } finally {
      running.delete(key.id)
    }
  }
  const askQuietly = (profileId: string) => {
    // A fact that could not be had is missing, nothing else: it is asked for again another day.
    ask(profileId).catch(() => undefined)
  }

  return {
    watched: (aws) => ({
      ...aws,
      async refresh(profileId, options) {
        const result = await aws.refresh(profileId, options)
        if (result.issued) askQuietly(profileId)
        return result
      },
      async credentials(profileId, options) {
        const credentials = await aws.credentials(profileId, options)
        askQuietly(profileId)
        return credentials
      },
    }),
    cancel() {
      for (const abort of running.values()) abort.abort()
    },
  }
}
