import { SetupFailure } from "./failure.mjs"

/** The oldest Node that builds and runs this project: [major, minor]. */
export const oldestNode = [20, 19]

/**
 * @param {string} version as in `process.versions.node`, e.g. "20.19.2"
 * @returns {boolean} false also for text that is no version
 */
export function isNodeNewEnough(version) {
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version) ?? []
  if (major === undefined || minor === undefined) return false
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)
}

/** @throws {SetupFailure} when this very Node is too old */
export function checkNodeVersion(version = process.versions.node) {
  if (isNodeNewEnough(version)) return
  throw new SetupFailure({
    what: `Keycard needs Node ${oldestNode.join(".")} or newer; this is Node ${version}.`,
    todo: "Install a newer one from https://nodejs.org and run the command again.",
  })
}
