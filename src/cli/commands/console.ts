import type { ConsoleOptions } from "../../core/aws/console.ts"
import { AppError } from "../../core/errors.ts"
import type { Context } from "../context.ts"
import { countDown } from "../count-down.ts"
import { isoTime, printable } from "../output.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"
import { readPolicy } from "./read-policy.ts"

export interface ConsoleCommandOptions {
  print?: boolean
  region?: string
  destination?: string
  duration?: number
  policy?: string
  policyArn?: string[]
  code?: string
  signOut?: boolean
  json?: boolean
}

async function limitsOf(context: Context, { policy, policyArn }: ConsoleCommandOptions) {
  if (policy === undefined && policyArn === undefined) return undefined
  return {
    policy: policy === undefined ? null : await readPolicy(context, policy),
    policyArns: policyArn ?? [],
  }
}

async function signOut(context: Context, id: string, { print, json }: ConsoleCommandOptions): Promise<void> {
  const { output } = context
  const { url, endpoint } = await (await context.console()).signOutLink(id)
  if (json === true) output.json({ url })
  else if (print === true) output.data(url)
  else {
    await context.openOnce({ url, endpoint })
    output.data("The browser signs out of the console.")
  }
}

/** `keycard console <PROFILE>`: opens AWS's console in the browser, signed in; or prints the link. */
export async function openConsole(
  context: Context,
  name: string,
  options: ConsoleCommandOptions,
): Promise<void> {
  const { output, signal } = context
  const profile = await context.listing().aws.findProfile(name)
  if (options.signOut === true) return signOut(context, profile.id, options)
  if (options.json === true && options.print !== true)
    throw new AppError({ kind: "usage", message: "--json prints the link: give --print with it." })
  await noteIgnoredEndpoints(context)
  const asked: ConsoleOptions = {
    region: options.region,
    page: options.destination,
    durationSeconds: options.duration,
    limits: await limitsOf(context, options),
    code: options.code,
    signal,
    onWait: countDown(context),
  }
  const { url, endpoint, usableUntilMs, endsAtMs } = await (await context.console()).link(profile.id, asked)
  const ends = isoTime(endsAtMs)
  if (options.json === true) {
    output.json({ profile: profile.name, url, usableUntil: isoTime(usableUntilMs), endsAt: ends })
    return
  }
  if (options.print === true) {
    output.data(url)
    output.words(
      `Whoever opens this link first is signed in. It works once, until ${isoTime(usableUntilMs)}.`,
    )
    return
  }
  output.status("Opening the browser…")
  await context.openOnce({ url, endpoint })
  output.data(`The console opens as ${printable(profile.name)}, signed in until ${ends}.`)
}
