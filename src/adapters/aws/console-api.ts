import type { ConsoleApi } from "../../core/ports/console-api.ts"
import { loadSts } from "./aws-sdk-api.ts"
import { checkCredentials } from "./check-answer.ts"
import { performCall } from "./perform-call.ts"
import type { CallOptions } from "./bounded-call.ts"
import { askSignInToken } from "./sign-in-token.ts"

/** GetFederationToken by AWS's SDK, and the sign-in page. @param options for tests */
export function createConsoleApi(options: Partial<CallOptions> = {}): ConsoleApi {
  const settled: CallOptions = { timeoutMs: 20_000, nowMs: Date.now, ...options }
  return {
    getFederationToken(target, credentials, request, signal) {
      return performCall(
        { target, credentials, secrets: [], signal },
        settled,
        async (client, abortSignal, serverNowMs) => {
          const { STSClient, GetFederationTokenCommand } = await loadSts()
          const { name, durationSeconds, policy, policyArns } = request
          const command = new GetFederationTokenCommand({
            Name: name,
            DurationSeconds: durationSeconds,
            Policy: policy,
            PolicyArns: policyArns.length === 0 ? undefined : policyArns.map((arn) => ({ arn })),
          })
          const { Credentials } = await new STSClient(client).send(command, { abortSignal })
          return checkCredentials(Credentials, serverNowMs())
        },
      )
    },
    signInToken(base, credentials, durationSeconds, signal) {
      return askSignInToken(base, credentials, durationSeconds, { timeoutMs: settled.timeoutMs, signal })
    },
  }
}
