/** @file What a process and all its children cost, as Linux counts it under /proc. */
import { readdirSync, readFileSync } from "node:fs"

/** The process and all below it. */
function family(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    // The name in brackets may hold anything; the parent is the second field after it.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])
    parents.set(Number(name), parent)
  }
  const found = [root]
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child)
  return found
}

/** Milliseconds on a CPU of every thread alive; their difference over a time is what the app used in it. */
export function cpuMs(root: number): number {
  let nanoseconds = 0
  for (const pid of family(root)) {
    for (const task of list(`/proc/${String(pid)}/task`)) {
      nanoseconds += Number(read(`/proc/${String(pid)}/task/${task}/schedstat`).split(" ")[0] ?? 0)
    }
  }
  return nanoseconds / 1e6
}

/** Proportional set size of all its processes in MB: shared pages are counted once, divided among their users. */
export function memoryMb(root: number): number {
  const kilobytes = family(root).map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0),
  )
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1000
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return "" // it ended meanwhile
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
