/** @file Runs the chosen parts and prints the table. Never judges by its exit code: a miss is a line, not a failure. */
import { showProgress } from "../scripts/setup/progress.mjs"
import type { Result } from "./figure.ts"
import { parts, type Part } from "./parts.ts"
import { tableOf } from "./table.ts"
import { openWorld, type World } from "./world.ts"

/** @returns the parts of these names; all where none is given; or the first name that is none */
export function chooseParts(names: readonly string[]): readonly Part[] | string {
  const unknown = names.find((name) => !parts.some((part) => part.name === name))
  if (unknown !== undefined) return unknown
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name))
}

/** For the words that name the choices. */
export const partNames = (): string => parts.map(({ name }) => name).join(", ")

/**
 * Measures and prints.
 * @param env the environment of the run, with an Electron
 * @returns whether every part ran to its end; a broken part does not keep the others from running
 */
export async function runParts(chosen: readonly Part[], env: NodeJS.ProcessEnv): Promise<boolean> {
  let opening: Promise<World> | undefined
  const world = () => (opening ??= openWorld(env))
  const results: Result[] = []
  const broken: string[] = []
  for (const part of chosen) {
    try {
      results.push(...(await showProgress(part.what, () => part.measure(world))))
    } catch (error) {
      broken.push(
        `${part.name} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
    }
  }
  if (opening) (await opening.catch(() => undefined))?.close()
  console.log(`\n${tableOf(results)}\n`)
  console.log(
    `${verdict(results)} Medians; timings are of interleaved rounds, idle time and memory of one watch each.`,
  )
  for (const line of broken) console.error(`\n${line}`)
  return broken.length === 0
}

function verdict(results: readonly Result[]): string {
  const measured = results.flatMap((result) => ("ok" in result ? [result.ok] : []))
  const met = measured.filter(Boolean).length
  const skipped = results.length - measured.length
  return `${String(met)} of ${String(measured.length)} targets met${skipped > 0 ? `, ${String(skipped)} skipped` : ""}.`
}
