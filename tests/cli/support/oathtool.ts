import { execFileSync, spawnSync } from "node:child_process"

/** For `skipIf`: true where there is no `oathtool` to compare with. */
export const whyNoOathtool = spawnSync("oathtool", ["--version"]).error !== undefined

interface Parameters {
  readonly algorithm?: "sha1" | "sha256" | "sha512"
  readonly digits?: number
  readonly period?: number
}

/** @param atSeconds Unix time. @returns the code that oathtool gives. */
export function oathtoolCode(
  secret: string,
  atSeconds: number,
  { algorithm = "sha1", digits = 6, period = 30 }: Parameters = {},
): string {
  const parameters = [`--digits=${digits}`, `--time-step-size=${period}s`, `--now=@${atSeconds}`]
  const args = [`--totp=${algorithm}`, "-b", ...parameters, secret]
  return execFileSync("oathtool", args, { encoding: "utf8" }).trim()
}
