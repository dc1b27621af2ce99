import { against, within, type Result } from "../figure.ts"
import { launch, type MeasuredApp } from "../launch.ts"
import { pause } from "../measure.ts"
import { cpuMs, memoryMb } from "../process-tree.ts"
import { KEPT, type World } from "../world.ts"

/** Until all secrets are read in the background and nothing is left of the start. */
const SETTLE_MS = 8_000
const WATCH_MS = 12_000
/** Chromium tidies up once, some twenty seconds after any window is hidden, an empty one too: that is not idling. */
const HIDDEN_SETTLE_MS = 30_000
const FRAME_MS = 16.7
/** Each key changes what is listed. */
const keys = ["z", "g", "d", "n", "f"].flatMap((key) => [key, "Backspace"])

/** What an open window costs, and how fast it answers. Nothing else is measured at the same time. */
export async function measureWindow(world: World): Promise<Result[]> {
  if (process.platform !== "linux")
    return [{ figure: "The open window", why: "measured through /proc, on Linux only" }]
  const empty = await watch(() => launch("empty window", world.env))
  const many = await watch(async () => launch("keycard", await world.withAccounts(KEPT)))
  const most = await watch(async () => launch("keycard", await world.withAccounts(5_000)))
  const idle = (figure: string, value: number, limit: number) =>
    within(
      figure,
      { ours: [value], unit: "% of a core" },
      { limit, name: `empty window ${empty.visible.toFixed(2)} %` },
    )
  const memory = (figure: string, value: number, limit: number) =>
    against(figure, { ours: [value], peer: [empty.memory], unit: "MB" }, { limit, name: "an empty window" })
  return [
    idle("Idle, window visible, 1,000 accounts", many.visible, 0.7),
    idle("Idle, window visible, 5,000 accounts", most.visible, 0.7),
    idle("Idle, window hidden, 1,000 accounts", many.hidden, 0.1),
    {
      figure: "Animations that run while idle",
      value: many.animations,
      unit: "animations",
      peer: "-",
      target: "none",
      ok: many.animations === 0,
    },
    memory("Memory (PSS), 1,000 accounts", many.memory, 1.1),
    memory("Memory (PSS), 5,000 accounts", most.memory, 1.15),
    within(
      "Search, key to painted result, 5,000 accounts",
      { ours: most.search, unit: "ms" },
      { limit: FRAME_MS, name: "one frame" },
    ),
  ]
}

interface Watched {
  readonly visible: number
  readonly hidden: number
  readonly memory: number
  readonly animations: number
  readonly search: readonly number[]
}

async function watch(start: () => Promise<MeasuredApp>): Promise<Watched> {
  const app = await start()
  try {
    await pause(SETTLE_MS)
    const memory = memoryMb(app.pid)
    const visible = await loadOf(app)
    const animations = Number(
      await app.ask("evaluate", "document.getAnimations().filter((a) => a.playState === 'running').length"),
    )
    const isKeycard = (await app.ask("evaluate", "document.querySelector('[data-search]') !== null")) === true
    const search = isKeycard ? ((await app.ask("type", keys)) as (number | null)[]) : []
    if (search.includes(null)) throw new Error(`a key changed nothing: ${JSON.stringify(search)}`)
    await app.ask("hide")
    await pause(HIDDEN_SETTLE_MS)
    return { visible, hidden: await loadOf(app), memory, animations, search: search.map(Number) }
  } finally {
    await app.close()
  }
}

/** Percent of one core that all its processes use. */
async function loadOf(app: MeasuredApp): Promise<number> {
  const startedMs = performance.now()
  const before = cpuMs(app.pid)
  await pause(WATCH_MS)
  return ((cpuMs(app.pid) - before) / (performance.now() - startedMs)) * 100
}
