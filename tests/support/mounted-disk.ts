/** @file Real disks of a few kilobytes, for what happens when one is full. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { onTestFinished } from "vitest"

/** Mounts, or says why not. A container may run as root and still not be allowed to. */
export function mount(...parameters: string[]): void {
  execFileSync("mount", parameters, { stdio: "pipe" })
}

/** Why nothing can be mounted here; `null` when it can. */
export const cannotMount = whyNotMounted()

function whyNotMounted(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "only root on Linux may mount"
  const probe = spawnSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
  return probe.status === 0 ? null : "mounting is not allowed in this container"
}

/** Puts a disk of its own into the place of a folder until the test ends. @param options of mount(8) for a tmpfs */
export function mountDisk(folder: string, ...options: string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  mount("-t", "tmpfs", "-o", options.join(","), "tmpfs", folder)
  onTestFinished(() => void execFileSync("umount", [folder]))
}

/** Fills a disk to its last block. @returns makes room again */
export function fillDisk(folder: string): () => void {
  const filler = join(folder, "filler")
  for (let kept = 1; ; kept++) {
    try {
      writeFileSync(filler, Buffer.alloc(4_096, "x"), { flag: "a" })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error
      if (kept === 1) throw new Error("the disk was full before", { cause: error })
      return () => rmSync(filler)
    }
  }
}
