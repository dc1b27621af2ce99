import { writeSecretItem } from "../../src/core/accounts/secret-item.ts"
import { codeAt } from "../../src/core/otp/codes.ts"
import { median, type Result } from "../figure.ts"
import { launch, type MeasuredApp } from "../launch.ts"
import { pause } from "../measure.ts"
import { sampleAccounts, sampleEntry } from "../sample-accounts.ts"
import { putItems, type World } from "../world.ts"

const LIMIT_MS = 100
const WATCH_MS = 12_000
/** No whole number of seconds: the turns come at other instants than before. */
const CLOCK_SET_MS = 3_723_456
/** Not among those that all other parts use. */
const FIRST = 20_000
/** Five accounts whose codes live 1 to 5 seconds: some turn comes every second. */
const entries = [1, 2, 3, 4, 5].map((period) => ({ ...sampleEntry(FIRST + period), period }))

/** A code that was painted. */
interface Turn {
  readonly id: string
  readonly code: string
  /** Unix time of the page's clock. */
  readonly paintedMs: number
}

/** From the instant at which a code's time is over to the right one on the screen. */
export async function measureTurn(world: World): Promise<Result[]> {
  await putItems(
    world.env,
    entries.map((entry) => [`otp/${entry.id}`, writeSecretItem(entry)]),
  )
  const [like] = sampleAccounts(1, 1)
  if (like === undefined) throw new Error("there is no sample")
  const env = await world.withAccounts(entries.length, (vault) => ({
    ...vault,
    accounts: entries.map(({ id, issuer, account, period }) => ({ ...like, id, issuer, account, period })),
  }))
  const app = await launch("keycard", env)
  try {
    await pause(3_000)
    const usual = await watch(app)
    await app.ask("setClock", CLOCK_SET_MS)
    // A change is noticed within a second; what is measured are the turns after it.
    await pause(2_000)
    const afterwards = await watch(app)
    return [
      line("A period's turn to the right code on screen", usual),
      line("The same after the clock was set", afterwards),
    ]
  } finally {
    await app.close()
  }
}

/** @returns how late each code was, in milliseconds. @throws Error when one was wrong, or missing */
async function watch(app: MeasuredApp): Promise<number[]> {
  const turns = (await app.ask("turns", WATCH_MS)) as Turn[]
  for (const { id, period, issuer } of entries) {
    const seen = turns.filter((turn) => turn.id === id).length
    if (seen < Math.floor(WATCH_MS / 1_000 / period) - 1)
      throw new Error(`${issuer}: ${String(seen)} turns were shown`)
  }
  return turns.map(({ id, code, paintedMs }) => {
    const entry = entries.find((one) => one.id === id)
    if (entry === undefined) throw new Error(`nobody knows ${id}`)
    const right = codeAt(entry, paintedMs)
    if (code !== right.code) throw new Error(`${entry.issuer}: a code was painted whose time was not there`)
    return paintedMs - right.startsAtMs
  })
}

function line(figure: string, late: readonly number[]): Result {
  const worst = Math.max(...late)
  return {
    figure: `${figure}, the worst of ${String(late.length)}`,
    value: worst,
    unit: "ms",
    peer: `median ${median(late).toFixed(0)} ms`,
    target: `<= ${String(LIMIT_MS)} ms`,
    ok: worst <= LIMIT_MS,
  }
}
