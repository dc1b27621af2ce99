/** @file A code of a hardware key for one request: asked for in a time step that is free, and claimed before it leaves. */
import { correctionMs } from "../clock/correction.ts"
import { AppError } from "../errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { CodeSource, HardwareEntryOf } from "../ports/code-source.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { CodeFrom, Vault } from "../vault/schema.ts"
import { claimSteps, spentStepsOf } from "./claim-step.ts"
import type { RefreshOptions } from "./service.ts"
import { checkCode } from "./values.ts"

/** AWS's devices. */
const STEP_MS = 30_000
/** A step this close to its end may be over when its code arrives. */
const MIN_LEFT_MS = 3_000
/** The key waits 15 s for a touch: where one is needed, the code shall still be of the present step after it. */
const TOUCH_LEFT_MS = 18_000
/** Another process may have sent the code of the same step meanwhile. */
const ATTEMPTS = 3

export interface HardwareDeps {
  readonly codeSource?: CodeSource | undefined
  readonly index: VaultIndex
  readonly clock: Clock
}

type Yubikey = Extract<CodeFrom, { kind: "yubikey" }>
type Options = Pick<RefreshOptions, "onWait" | "onTouch" | "signal">

/** The key's codes are of this computer's clock. @throws AppError `clock` where that is too wrong for AWS. */
function refuseWrongClock(vault: Vault): void {
  const offsetMs = correctionMs(vault)
  if (Math.abs(offsetMs) >= STEP_MS) throw new AppError({ kind: "clock", offsetMs })
}

/** Waits for a step nobody has spent, with time enough left in it: nobody is asked to touch a key for nothing. */
async function waitForStep(
  { index, clock }: HardwareDeps,
  serialNumber: string,
  minLeftMs: number,
  { onWait, signal }: Options,
): Promise<void> {
  for (;;) {
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    const nowMs = clock.nowMs()
    const step = Math.floor(nowMs / STEP_MS)
    const endsAtMs = (step + 1) * STEP_MS
    const spent = spentStepsOf(await index.read(), serialNumber)
    if (endsAtMs - nowMs >= minLeftMs && !spent.includes(step)) return
    onWait?.(endsAtMs)
    await clock.sleepUntil(endsAtMs, signal)
  }
}

/** A code, and the time steps it may be of: one, or two where it was made on their border. */
export interface SpentCode {
  readonly code: string
  readonly steps: readonly number[]
}

/**
 * A code of the key, its time step spent: see {@link claimSteps}.
 * @throws AppError `yubikey`, `clock`, `code-spent`, `cancelled`.
 */
export async function hardwareCode(
  deps: HardwareDeps,
  vault: Vault,
  serialNumber: string,
  { serial, entry }: Yubikey,
  options: Options,
): Promise<SpentCode> {
  const { codeSource, index, clock } = deps
  if (codeSource === undefined) throw new AppError({ kind: "yubikey", problem: "tool-missing", serial })
  refuseWrongClock(vault)
  const key = { serial, entry }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await waitForStep(deps, serialNumber, codeSource.wantsTouch(key) ? TOUCH_LEFT_MS : MIN_LEFT_MS, options)
    const { code, fromMs, toMs } = await ask(codeSource, key, options)
    const [first, last] = [Math.floor(fromMs / STEP_MS), Math.floor(toMs / STEP_MS)]
    // On the border of two steps it may be of either: both are claimed.
    const steps = first === last ? [first] : [first, last]
    if (await claimSteps(index, serialNumber, steps)) return { code: checkCode(code), steps }
  }
  throw new AppError({ kind: "code-spent", retryAtMs: (Math.floor(clock.nowMs() / STEP_MS) + 1) * STEP_MS })
}

async function ask(source: CodeSource, key: HardwareEntryOf, { onTouch, signal }: Options) {
  try {
    return await source.code(key, { signal, onTouch: () => onTouch?.(key.serial) })
  } finally {
    onTouch?.(null)
  }
}
