/** @file STS and IAM by AWS's SDK. The SDK is loaded with the first call: it costs the start of a program. */
import type { AwsApi } from "../../core/ports/aws-api.ts"
import { iamTarget } from "./iam-target.ts"
import { roleParameters } from "./role-parameters.ts"
import { checkCredentials, checkDevices, checkIdentity } from "./check-answer.ts"
import { performCall } from "./perform-call.ts"
import type { CallOptions } from "./bounded-call.ts"

/**
 * The SDK's notice about the version of Node is for who builds Keycard: on a command line's stderr AWS's own tools
 * would show it as the reason of a failure.
 */
function withoutNotice(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true"
}

/** STS of the SDK, loaded with the first call. */
export const loadSts = () => {
  withoutNotice()
  return import("@aws-sdk/client-sts")
}
const loadIam = () => {
  withoutNotice()
  return import("@aws-sdk/client-iam")
}

/** Loads what any call to STS takes, for who waits for something else meanwhile. What fails here fails again then. */
export function prepareSts(): void {
  void loadSts().catch(() => undefined)
}

/** @param options for tests: a shorter time limit, another clock. */
export function createAwsSdkApi(options: Partial<CallOptions> = {}): AwsApi {
  const settled: CallOptions = { timeoutMs: 20_000, nowMs: Date.now, ...options }
  return {
    getSessionToken(target, credentials, { durationSeconds, mfa }, signal) {
      const secrets = mfa === undefined ? [] : [mfa.tokenCode]
      return performCall(
        { target, credentials, secrets, signal },
        settled,
        async (client, abortSignal, serverNowMs) => {
          const { STSClient, GetSessionTokenCommand } = await loadSts()
          const command = new GetSessionTokenCommand({
            DurationSeconds: durationSeconds,
            SerialNumber: mfa?.serialNumber,
            TokenCode: mfa?.tokenCode,
          })
          const { Credentials } = await new STSClient(client).send(command, { abortSignal })
          return checkCredentials(Credentials, serverNowMs())
        },
      )
    },

    assumeRole(target, credentials, request, signal) {
      const secrets = request.mfa === undefined ? [] : [request.mfa.tokenCode]
      return performCall(
        { target, credentials, secrets, signal },
        settled,
        async (client, abortSignal, serverNowMs) => {
          const { STSClient, AssumeRoleCommand } = await loadSts()
          const command = new AssumeRoleCommand({
            RoleArn: request.roleArn,
            RoleSessionName: request.roleSessionName,
            DurationSeconds: request.durationSeconds,
            ...roleParameters(request),
            SerialNumber: request.mfa?.serialNumber,
            TokenCode: request.mfa?.tokenCode,
          })
          const { Credentials } = await new STSClient(client).send(command, { abortSignal })
          return checkCredentials(Credentials, serverNowMs())
        },
      )
    },

    getCallerIdentity(target, credentials, signal) {
      return performCall(
        { target, credentials, secrets: [], signal },
        settled,
        async (client, abortSignal) => {
          const { STSClient, GetCallerIdentityCommand } = await loadSts()
          return checkIdentity(
            await new STSClient(client).send(new GetCallerIdentityCommand({}), { abortSignal }),
          )
        },
      )
    },

    listMfaDevices(target, credentials, signal) {
      return performCall(
        { target: iamTarget(target), credentials, secrets: [], signal },
        settled,
        async (client, abortSignal) => {
          const { IAMClient, ListMFADevicesCommand } = await loadIam()
          const answer = await new IAMClient(client).send(new ListMFADevicesCommand({}), { abortSignal })
          return checkDevices(answer.MFADevices ?? [])
        },
      )
    },
  }
}
