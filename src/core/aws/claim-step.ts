import { AppError } from "../errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { Vault } from "../vault/schema.ts"

/** A code this close to its end may be over when it arrives. */
const MIN_LEFT_MS = 3_000
/** How many steps of one device are remembered. */
const REMEMBERED = 20

export interface StepRequest {
  readonly serialNumber: string
  /** Of one time step; AWS's devices: 30. */
  readonly periodSeconds: number
  /** The right time minus the clock's, in milliseconds, where a correction is applied. */
  readonly correctionMs?: number
  /** Called before waiting: the next step begins at `untilMs`. */
  readonly onWait?: ((untilMs: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

function withStep(vault: Vault, serialNumber: string, step: number): Vault {
  const steps = [step, ...(vault.spentSteps[serialNumber]?.steps ?? [])].slice(0, REMEMBERED)
  return { ...vault, spentSteps: { ...vault.spentSteps, [serialNumber]: { steps } } }
}

/** The steps of a device that were sent lately. */
export const spentStepsOf = (vault: Vault, serialNumber: string): readonly number[] =>
  vault.spentSteps[serialNumber]?.steps ?? []

/**
 * Notes steps as spent, all of them or, where one is already, none: one change of the index, so that no two processes
 * both get them.
 * @returns whether they are this caller's now
 */
export async function claimSteps(
  index: VaultIndex,
  serialNumber: string,
  steps: readonly number[],
): Promise<boolean> {
  let claimed = false
  await index.update((vault) => {
    // Only the very steps that were sent count, not all up to the latest: a clock that was ahead for an hour and is
    // right again must not lock its owner out for an hour.
    const spent = spentStepsOf(vault, serialNumber)
    claimed = !steps.some((step) => spent.includes(step))
    return claimed ? steps.reduce((next, step) => withStep(next, serialNumber, step), vault) : vault
  })
  return claimed
}

const tryClaim = (index: VaultIndex, serialNumber: string, step: number) =>
  claimSteps(index, serialNumber, [step])

/**
 * Takes a time step of a device for one request, waiting for the next one where the present step was sent before or
 * has under 3 s left. To be called before the request leaves: from then on the step counts as spent, whatever comes
 * back (RFC 6238 section 5.2: a code is accepted once).
 *
 * @returns the step's first instant, Unix time in milliseconds, for the code: the right time, not the clock's.
 * @throws AppError `cancelled`, `index`, `file`.
 */
export async function claimStep(index: VaultIndex, clock: Clock, request: StepRequest): Promise<number> {
  const { serialNumber, periodSeconds, correctionMs = 0, onWait, signal } = request
  const periodMs = periodSeconds * 1_000
  for (;;) {
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    const nowMs = clock.nowMs() + correctionMs
    const step = Math.floor(nowMs / periodMs)
    const endsAtMs = (step + 1) * periodMs
    const inTime = endsAtMs - nowMs >= MIN_LEFT_MS
    if (inTime && (await tryClaim(index, serialNumber, step))) return step * periodMs
    onWait?.(endsAtMs - correctionMs)
    await clock.sleepUntil(endsAtMs - correctionMs, signal)
  }
}

/**
 * Takes the present step for a code that came from elsewhere: it cannot be waited with.
 * @throws AppError `code-spent` when a code was already sent in this step.
 */
export async function claimPresentStep(
  index: VaultIndex,
  clock: Clock,
  { serialNumber, correctionMs }: { serialNumber: string; correctionMs: number },
): Promise<void> {
  const periodMs = 30_000
  const step = Math.floor((clock.nowMs() + correctionMs) / periodMs)
  if (!(await tryClaim(index, serialNumber, step)))
    throw new AppError({ kind: "code-spent", retryAtMs: (step + 1) * periodMs - correctionMs })
}
