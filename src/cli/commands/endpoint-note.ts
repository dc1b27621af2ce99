import type { Context } from "../context.ts"
import { printable } from "../output.ts"

/** Says that an endpoint set for AWS's tools is not followed: a code and a key must never go astray. */
export async function noteIgnoredEndpoints(context: Context): Promise<void> {
  const places = await context.ignoredEndpoints()
  if (places.length === 0) return
  context.output.words(
    `${printable(places.join(", "))} is set and not followed. An endpoint of your own is kept with the key: keycard aws key add NAME --endpoint URL`,
  )
}
