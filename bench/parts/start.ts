import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { against, type Result } from "../figure.ts"
import { launch, type FirstPaints } from "../launch.ts"
import { findCommand, interleave } from "../measure.ts"
import { keepassxcPassword, makeKeepassxcDatabase } from "../peers/keepassxc.ts"
import { KEPT, type World } from "../world.ts"

const ROUNDS = 7

/** From the start of the process to what is on the screen. */
export async function measureStart(world: World): Promise<Result[]> {
  const envOf = {
    few: await world.withAccounts(10),
    many: await world.withAccounts(KEPT),
    most: await world.withAccounts(5_000),
  }
  const seen: Partial<Record<"ours" | "empty", FirstPaints>> = {}
  const startKeepassxc = await keepassxcStart(world)
  const values = await interleave(ROUNDS, {
    empty: async () => (seen.empty = await paintsOf("empty window", world.env)).paintMs,
    code1000: async () => (seen.ours = await paintsOf("keycard", envOf.many)).codeMs,
    code10: async () => (await paintsOf("keycard", envOf.few)).codeMs,
    code5000: async () => (await paintsOf("keycard", envOf.most)).codeMs,
    keepassxc: startKeepassxc ?? (() => Number.NaN),
  })
  const first = "First code painted, 1,000 accounts in the keychain"
  return [
    against(
      first,
      { ours: values.code1000, peer: values.empty },
      { limit: 1.25, name: "an empty window's paint" },
    ),
    startKeepassxc
      ? against(
          first,
          { ours: values.code1000, peer: values.keepassxc },
          { limit: 1, name: "KeePassXC's window, as many entries" },
        )
      : { figure: `${first} against KeePassXC`, why: "keepassxc or xdotool is not installed" },
    against(
      "First code painted, 5,000 accounts",
      { ours: values.code5000, peer: values.code10 },
      { limit: 1.1, name: "with 10" },
    ),
    ...(seen.ours && seen.empty ? await loadedEarly(seen.ours, seen.empty) : []),
  ]
}

async function paintsOf(app: "keycard" | "empty window", env: NodeJS.ProcessEnv): Promise<FirstPaints> {
  const launched = await launch(app, env)
  await launched.close()
  return launched.firstPaints
}

/** Neither AWS's SDK nor `fetch` may be loaded before the window shows: each costs as much as all the rest of ours. */
async function loadedEarly(ours: FirstPaints, empty: FirstPaints): Promise<Result[]> {
  const sources = ours.scripts
    .map((url) => fileURLToPath(url))
    .filter((file) => file.startsWith(join(projectRoot, "out")))
  const texts = await Promise.all(sources.map((file) => readFile(file, "utf8")))
  const withSdk = texts.filter(
    (text) => text.includes("AWSSecurityTokenServiceV20110615") || text.includes("@smithy/core"),
  )
  const fetchOf = (names: readonly string[]) => names.filter((name) => name.includes("undici")).length
  const withFetch = fetchOf(ours.builtIn) > fetchOf(empty.builtIn) ? 1 : 0
  const line = (figure: string, count: number): Result => ({
    figure,
    value: count,
    unit: "modules",
    peer: `${String(sources.length)} files of ours loaded`,
    target: "none",
    ok: count === 0,
  })
  return [
    line("AWS's SDK loaded at the first code", withSdk.length),
    line("fetch loaded at the first code", withFetch),
  ]
}

/** KeePassXC from start to its window, unlocked: a list without a code. */
async function keepassxcStart({ env }: World): Promise<(() => Promise<number>) | undefined> {
  const [command, cli, xdotool] = ["keepassxc", "keepassxc-cli", "xdotool"].map((name) => findCommand(name))
  if (!command || !cli || !xdotool) return undefined
  const database = await makeKeepassxcDatabase(cli, KEPT, env.HOME ?? "", env)
  return async () => {
    const startedMs = performance.now()
    const child = spawn(command, ["--pw-stdin", database], { env, stdio: ["pipe", "ignore", "ignore"] })
    child.stdin.end(`${keepassxcPassword}\n`)
    // Its title names the database once that is unlocked.
    const search = spawn(xdotool, ["search", "--sync", "--onlyvisible", "--name", "keepassxc-1000"], {
      env,
      stdio: "ignore",
    })
    const code = await new Promise((resolve) => search.once("exit", resolve))
    const ms = performance.now() - startedMs
    const gone = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGKILL")
    await gone
    if (code !== 0) throw new Error("KeePassXC showed no window")
    return ms
  }
}
