import {
  childEnvironment,
  credentialVariables,
  endpointVariables,
  EXEC_MARK,
} from "../../core/aws/child-environment.ts"
import { readSettledFile } from "../../core/aws/edit-file.ts"
import { findProfileIn } from "../../core/aws/find.ts"
import { keepFresh } from "../../core/aws/kept-fresh.ts"
import { findProfileSection, type FileKind } from "../../core/aws/shared-files/section-name.ts"
import { valueOf } from "../../core/aws/shared-files/model.ts"
import { AppError } from "../../core/errors.ts"
import type { SessionCredentials } from "../../core/ports/aws-api.ts"
import type { TextFile } from "../../core/ports/text-file.ts"
import type { AwsProfile } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { handOut } from "../hand-out.ts"
import { isoTime, printable } from "../output.ts"
import { Ended, wordsFor } from "../report.ts"
import { noteIgnoredEndpoints } from "./endpoint-note.ts"

export interface ExecOptions {
  server?: boolean
}

/** How often a server looks whether it is time for others. */
const LOOK_EVERY_MS = 20_000
/** On Unix and, by another name, on Windows: a file that is always empty. */
const nowhere = process.platform === "win32" ? "\\\\.\\nul" : "/dev/null"

/** `keycard exec <PROFILE> -- CMD...`: runs CMD with the profile's credentials in its environment. */
export async function exec(
  context: Context,
  name: string,
  command: readonly string[],
  options: ExecOptions,
): Promise<void> {
  if (command.length === 0)
    throw new AppError({ kind: "usage", message: "Name what to run: keycard exec PROFILE -- COMMAND." })
  await noteIgnoredEndpoints(context)
  const profile = findProfileIn(await context.index.read(), name)
  const outer = context.env[EXEC_MARK]
  if (outer !== undefined && outer !== "")
    context.output.words(
      `This runs inside keycard exec ${printable(outer)}: its credentials are replaced by those of ${printable(profile.name)}.`,
    )
  const credentials = await handOut(context, profile)
  context.output.status(null)
  if (options.server === true) await serveAndRun(context, profile, credentials, command)
  else await run(context, profile, credentialVariables(credentials, profile.region), command)
}

async function run(
  context: Context,
  profile: AwsProfile,
  variables: Readonly<Record<string, string>>,
  command: readonly string[],
): Promise<void> {
  const windows = process.platform === "win32"
  const env = childEnvironment(context.env, variables, { profile: profile.name, windows })
  const end = await context.programs.run(command, env)
  if ("problem" in end) {
    const program = printable(command[0] ?? "")
    context.output.words(
      end.problem === "missing" ? `There is no program ${program}.` : `${program} cannot be run.`,
    )
  }
  if ("signal" in end) await context.programs.endBySignal(end.signal)
  throw new Ended(end.exitCode)
}

/** The program asks for credentials itself, as often as it likes, for as long as it runs. */
async function serveAndRun(
  context: Context,
  profile: AwsProfile,
  first: SessionCredentials,
  command: readonly string[],
): Promise<void> {
  let failed = ""
  const renew = async () => {
    try {
      const next = await handOut(context, profile)
      failed = ""
      return next
    } catch (error) {
      const words = error instanceof AppError ? wordsFor(error.data, context.clock.nowMs()) : ""
      // Once for each reason: it is tried again and again.
      if (words !== failed && words !== "") context.output.words(`keycard: ${words}`)
      failed = words
      throw error
    }
  }
  const fresh = keepFresh(first, renew, context.clock)
  const endpoint = await context.programs.serve(() => fresh.current())
  const looking = setInterval(() => fresh.look(), LOOK_EVERY_MS)
  try {
    const variables = { ...endpointVariables(endpoint, profile.region), ...(await withoutDefaults(context)) }
    context.output.words(
      `Credentials of ${printable(profile.name)} are served until the command ends; these are valid until ${isoTime(first.expiresAtMs)}.`,
    )
    await run(context, profile, variables, command)
  } finally {
    clearInterval(looking)
    await endpoint.close()
  }
}

/** Keys of the default profile that every SDK takes before it asks an endpoint: the program is kept from their file. */
async function withoutDefaults({ programs, clock, output }: Context): Promise<Record<string, string>> {
  const places = [
    { file: programs.credentialsFile, kind: "credentials", variable: "AWS_SHARED_CREDENTIALS_FILE" },
    { file: programs.configFile, kind: "config", variable: "AWS_CONFIG_FILE" },
  ] as const
  const hidden: Record<string, string> = {}
  for (const { file, kind, variable } of places) {
    if (!(await hasDefault(file, kind, clock))) continue
    hidden[variable] = nowhere
    output.words(
      `${printable(file.path)} gives credentials to the default profile: the command does not see it.`,
    )
  }
  return hidden
}

const FIRST = [
  "aws_access_key_id",
  "credential_process",
  "role_arn",
  "sso_session",
  "sso_start_url",
  "web_identity_token_file",
  "login_session",
]

async function hasDefault(file: TextFile, kind: FileKind, clock: Context["clock"]): Promise<boolean> {
  try {
    const section = findProfileSection((await readSettledFile(file, clock)).file, "default", kind)
    return FIRST.some((key) => valueOf(section, key) !== undefined)
  } catch {
    // What cannot be read gives no credentials either; whoever needs the file says so.
    return false
  }
}
