import type { Context } from "./context.ts"

/** @returns what asks for a touch of the key, once for each time that it waits, however many wait for it. */
export function askTouch({ output }: Pick<Context, "output">): (serial: string | null) => void {
  let asked: string | null = null
  return (serial) => {
    if (serial !== null && asked === null) output.words(`Touch your YubiKey (${serial}) now: it blinks.`)
    asked = serial
  }
}
