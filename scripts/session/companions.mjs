import { spawn } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { rm } from "node:fs/promises"

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

const setpriv = "/usr/bin/setpriv"
/** @type {Set<ChildProcess>} */
const running = new Set()
/** @type {Set<string>} */
const folders = new Set()

/**
 * Starts a process that lives no longer than this one: a display, a bus, a keyring. It has a process group of its own,
 * so that Ctrl+C reaches the app first and its companions only afterwards.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function startCompanion(command, args, options) {
  // On Linux the kernel ends it with us, even when we are killed and cannot.
  const child = existsSync(setpriv)
    ? spawn(setpriv, ["--pdeathsig", "TERM", command, ...args], { ...options, detached: true })
    : spawn(command, args, { ...options, detached: true })
  running.add(child)
  child.once("exit", () => running.delete(child))
  endAtExit()
  return child
}

/**
 * @param {string} folder is deleted when this process ends
 */
export function deleteAtEnd(folder) {
  folders.add(folder)
  endAtExit()
  return folder
}

/**
 * Ends a companion, waits until it is gone, and deletes its folder.
 * @param {ChildProcess} child
 * @param {string} [folder]
 */
export async function endCompanion(child, folder) {
  await endProcess(child)
  if (folder === undefined) return
  await rm(folder, { recursive: true, force: true })
  folders.delete(folder)
}

/** @param {ChildProcess} child */
async function endProcess(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  signalGroup(child, "SIGTERM")
  const hard = setTimeout(() => {
    signalGroup(child, "SIGKILL")
  }, 2_000)
  await gone
  clearTimeout(hard)
}

/** Ends all companions at once, now. */
export function endCompanions() {
  for (const child of running) signalGroup(child, "SIGTERM")
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  running.clear()
  folders.clear()
}

let isWatching = false
function endAtExit() {
  if (isWatching) return
  isWatching = true
  process.once("exit", endCompanions)
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
    process.kill(-child.pid, "SIGCONT") // a stopped process does not see the other one
  } catch {
    // It has ended by itself.
  }
}
