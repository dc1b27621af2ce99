import { AppError } from "../errors.ts"
import { findKeyIn } from "../aws/find.ts"
import { credentialsOf, loadKey, loadSession } from "../aws/secret-items.ts"
import type { LongTermKey, SessionCredentials } from "../ports/aws-api.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { AwsKey, Vault } from "../vault/schema.ts"
import type { Finding } from "./finding.ts"
import { inOrder } from "./finding.ts"
import { lookAtAccount } from "./look-at-account.ts"
import type { AccountDeps, KeySight } from "./look-at-account.ts"
import { lookAtMachine } from "./look-at-machine.ts"
import type { MachineDeps } from "./look-at-machine.ts"
import { clockFindings, openKeychain, vaultFindings } from "./look-at-vault.ts"

export interface CheckupDeps extends MachineDeps, AccountDeps {
  readonly index: Pick<VaultIndex, "read">
  /** Opens the keychain; may ask a person. */
  readonly keychain: () => Promise<SecretStore>
}

export interface CheckupOptions {
  /** Ask AWS with this key alone, by name or id; absent: with each. */
  readonly key?: string | undefined
  /** Ask AWS nothing. */
  readonly offline?: boolean | undefined
  readonly signal?: AbortSignal | undefined
  /** Told before each step what it looks at. */
  readonly onStep?: ((step: CheckupStep) => void) | undefined
  /** Told of each key that AWS was asked with what it was allowed to see. */
  readonly onSight?: ((sight: KeySight) => void) | undefined
}

export interface CheckupStep {
  readonly at: "machine" | "keychain" | "key"
  /** The name of the key that AWS is asked with. */
  readonly key: string | null
  /** Steps that are done, of all there are. */
  readonly done: number
  readonly total: number
}

/** So that a call on its way does not find the session expired. */
const LEAST_LEFT_MS = 60_000

/** A session with MFA sees what the bare key may not; no code is spent for a look, so only one that is there serves. */
async function credentialsFor(
  secrets: SecretStore,
  vault: Vault,
  key: AwsKey,
  nowMs: number,
): Promise<LongTermKey | SessionCredentials> {
  const own = vault.awsProfiles.filter(({ keyId, roleArns }) => keyId === key.id && roleArns.length === 0)
  for (const profile of own) {
    const session = await loadSession(secrets, profile)
    if (session !== null && session.expiresAtMs - nowMs > LEAST_LEFT_MS) return credentialsOf(session)
  }
  return loadKey(secrets, key)
}

async function lookAtKeys(
  deps: CheckupDeps,
  vault: Vault,
  secrets: SecretStore,
  keys: readonly AwsKey[],
  { signal, onSight }: CheckupOptions,
  onKey: (key: AwsKey, index: number) => void,
): Promise<{ findings: Finding[]; offsetMs: number | null }> {
  const findings: Finding[] = []
  let offsetMs = vault.clockOffsetMs
  for (const [index, key] of keys.entries()) {
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    onKey(key, index)
    try {
      const credentials = await credentialsFor(secrets, vault, key, deps.clock.nowMs())
      const seen = await lookAtAccount(deps, key, credentials, signal)
      findings.push(...seen.findings)
      onSight?.(seen.sight)
      offsetMs = seen.offsetMs ?? offsetMs
    } catch (error) {
      // Of the keychain: AWS's failures are findings already.
      if (!(error instanceof AppError) || error.data.kind === "cancelled") throw error
      findings.push({ id: "keychain-unusable", error: error.data })
    }
  }
  return { findings, offsetMs }
}

/**
 * Looks at this machine, at Keycard, and at what each key may see of its AWS account. Reads only: no file, no item of
 * the keychain and nothing at AWS is changed, and no code is spent.
 *
 * @returns the findings, worst first
 * @throws AppError `not-found` for a key that is not there, `cancelled`
 */
export async function runCheckup(deps: CheckupDeps, options: CheckupOptions = {}): Promise<Finding[]> {
  const findings: Finding[] = []
  let vault: Vault | null = null
  try {
    vault = await deps.index.read()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    findings.push({ id: "vault-unusable", error: error.data })
  }
  const keys =
    vault === null ? [] : options.key === undefined ? vault.awsKeys : [findKeyIn(vault, options.key)]
  const asked = options.offline === true ? [] : keys
  const total = 2 + asked.length
  options.onStep?.({ at: "machine", key: null, done: 0, total })
  findings.push(...(await lookAtMachine(deps, vault)))
  if (vault === null) return inOrder(findings)
  options.onStep?.({ at: "keychain", key: null, done: 1, total })
  const { secrets, findings: ofKeychain } = await openKeychain(vault, deps.keychain)
  findings.push(...ofKeychain, ...vaultFindings(vault, deps.clock.nowMs()))
  const seen =
    secrets === null || options.offline === true
      ? { findings: [], offsetMs: vault.clockOffsetMs }
      : await lookAtKeys(deps, vault, secrets, asked, options, ({ name }, index) =>
          options.onStep?.({ at: "key", key: name, done: 2 + index, total }),
        )
  findings.push(...seen.findings, ...clockFindings(vault, seen.offsetMs))
  return inOrder(findings)
}
