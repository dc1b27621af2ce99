/** @file Chromium on a machine whose `/dev/shm` is small, as in most containers (64 MiB). */
import { statfsSync } from "node:fs"

/** Bytes. Pictures of a large window, several times over, and a page of many accounts. */
const ENOUGH = 256 * 1024 ** 2

type SizeOf = (folder: string) => { readonly bsize: number; readonly blocks: number }

/**
 * Whether Chromium is to keep what its processes share in the folder for temporary files (as files without a name)
 * and not in `/dev/shm`: where that is full, a page ends in the middle of its work.
 */
export function sharesFiles(platform: NodeJS.Platform, sizeOf: SizeOf = statfsSync): boolean {
  if (platform !== "linux") return false
  try {
    const { bsize, blocks } = sizeOf("/dev/shm")
    return bsize * blocks < ENOUGH
  } catch {
    return true
  }
}
