import { homedir } from "node:os"
import { awsPaths, keycardPaths, type AwsPaths, type KeycardPaths } from "./paths.ts"

/** Where everything is in this run; the command line finds the same. */
export function findPlaces(): { keycard: KeycardPaths; aws: AwsPaths } {
  const surroundings = {
    env: process.env,
    platform: process.platform,
    home: homedir(),
    workingFolder: process.cwd(),
  }
  return { keycard: keycardPaths(surroundings), aws: awsPaths(surroundings) }
}
