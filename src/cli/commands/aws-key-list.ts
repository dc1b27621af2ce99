import { ageOf } from "../../core/aws/care/age.ts"
import type { ListedKey } from "../../core/aws/care/service.ts"
import { AppError } from "../../core/errors.ts"
import type { AwsKey } from "../../core/vault/schema.ts"
import { agoWords, daysWords, keyWorkWords, otherKeyWords } from "../../shared/words/key-care.ts"
import type { Context } from "../context.ts"
import { isoTime, printable, table } from "../output.ts"
import { wordsFor } from "../report.ts"
import { careOptions, rotatedKey } from "./aws-key-rotate.ts"

export interface KeyListOptions {
  refresh?: boolean
  warnAfter?: number
  code?: string
  json?: boolean
}

const NO_KEYS = "No permanent keys yet. Add one: keycard aws key add NAME"

/** `keycard aws key list`: the permanent keys, their age, and what is under way with them. */
export async function awsKeyList(context: Context, options: KeyListOptions): Promise<void> {
  const { output, index, clock } = context
  const { warnAfter: keyAgeDays } = options
  if (keyAgeDays !== undefined)
    await index.update((vault) => ({ ...vault, settings: { ...vault.settings, keyAgeDays } }))
  const others = new Map<string, readonly ListedKey[]>()
  if (options.refresh === true) await ask(context, options.code, others)
  const { awsKeys, settings } = await index.read()
  const nowMs = clock.nowMs()
  if (options.json === true) {
    output.json(
      awsKeys.map((key) => {
        const { ms, atLeast, old } = ageOf(key, settings, nowMs)
        return {
          ...rotatedKey(key),
          ageDays: Math.floor(ms / 86_400_000),
          ageAtLeast: atLeast,
          old,
          issuedAt: key.facts === null ? null : isoTime(key.facts.issuedAtMs),
          lastUsedAt: typeof key.facts?.usedAtMs === "number" ? isoTime(key.facts.usedAtMs) : null,
          askedAt: key.facts === null ? null : isoTime(key.facts.askedAtMs),
          others: (others.get(key.id) ?? []).map(({ tail, active, issuedAtMs }) => ({
            ...{ tail, active, issuedAt: isoTime(issuedAtMs) },
          })),
        }
      }),
    )
    return
  }
  if (awsKeys.length === 0) {
    output.words(NO_KEYS)
    return
  }
  output.data(table(awsKeys.map((key) => row(key, ageOf(key, settings, nowMs), nowMs))))
  for (const key of awsKeys) {
    for (const other of others.get(key.id) ?? [])
      output.words(`The user of “${printable(key.name)}” also has ${otherKeyWords(other, nowMs)}.`)
  }
  warnOfKeys(context, awsKeys, settings, nowMs)
}

function row(key: AwsKey, { ms, atLeast }: ReturnType<typeof ageOf>, nowMs: number): string[] {
  const { facts } = key
  return [
    printable(key.name),
    `…${key.tail}`,
    atLeast ? `here for ${daysWords(ms)}` : `${daysWords(ms)} old`,
    facts === null
      ? ""
      : facts.usedAtMs === null
        ? "never used"
        : `last used ${agoWords(nowMs - facts.usedAtMs)}`,
  ]
}

/** What a person should do about keys: old ones, and what is left half-done. */
export function warnOfKeys(
  { output }: Pick<Context, "output">,
  keys: readonly AwsKey[],
  settings: Parameters<typeof ageOf>[1],
  nowMs: number,
): void {
  for (const key of keys) {
    const name = printable(key.name)
    const work = keyWorkWords(key)
    if (work !== null) output.words(`The key “${name}”: ${work}`)
    const { ms, old } = ageOf(key, settings, nowMs)
    if (old && key.rotation === null)
      output.words(`The key “${name}” is ${daysWords(ms)} old. Rotate it: keycard aws key rotate NAME`)
  }
}

/** One key that cannot be asked about does not hold up the others. */
async function ask(
  context: Context,
  code: string | undefined,
  others: Map<string, readonly ListedKey[]>,
): Promise<void> {
  const { awsKeys } = await context.index.read()
  if (code !== undefined && awsKeys.length > 1)
    throw new AppError({ kind: "usage", message: "AWS takes each code once: there are several keys here." })
  const care = await context.keyCare()
  for (const key of awsKeys) {
    try {
      const { listed } = await care.look(key.id, careOptions(context, code))
      others.set(
        key.id,
        listed.filter(({ role }) => role !== "present"),
      )
    } catch (error) {
      if (!(error instanceof AppError) || error.data.kind === "cancelled") throw error
      context.output.words(`${printable(key.name)}: ${wordsFor(error.data, context.clock.nowMs())}`)
    }
  }
}
