import type { SessionCredentials } from "../core/ports/aws-api.ts"
import type { AwsProfile } from "../core/vault/schema.ts"
import { withTypedCode } from "./ask-code.ts"
import { askTouch } from "./ask-touch.ts"
import type { Context } from "./context.ts"
import { countDown } from "./count-down.ts"
import { explainRunning } from "./explain-running.ts"
import { Ended } from "./report.ts"

/**
 * Credentials of a profile for a program or a shell: from the running Keycard, else from the keychain, else from AWS.
 * @throws AppError as `Aws.credentials`; Ended after the running Keycard's words
 */
export async function handOut(context: Context, profile: AwsProfile): Promise<SessionCredentials> {
  const reply = await context.programs.ask(profile.id)
  if (reply?.state === "credentials") return reply.credentials
  if (reply?.state === "failed" && !canOpenAlone(context, reply.error.kind)) {
    const { words, exitCode } = explainRunning(reply.error, context.clock.nowMs())
    context.output.words(words)
    throw new Ended(exitCode)
  }
  const kept = await context.keptCredentials(profile, "exec")
  if (kept !== null) return kept
  const aws = await context.aws()
  const [onWait, onTouch] = [countDown(context), askTouch(context)]
  return withTypedCode(context, (code) =>
    aws.credentials(profile.id, { by: "exec", code, onWait, onTouch, signal: context.signal }),
  )
}

/**
 * What the window keeps locked a passphrase of this command's own opens, from a file or from whoever types it; who sits
 * here may know the code that the window would have to ask for.
 */
function canOpenAlone({ asker, env }: Context, failure: string): boolean {
  if (failure === "code-needed") return asker.interactive
  return failure === "locked" && ((env.KEYCARD_PASSPHRASE_FILE ?? "") !== "" || asker.interactive)
}
