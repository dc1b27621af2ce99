/** @file IAM's reading operations by AWS's SDK, through the same guarded handler as every other call. */
import { AppError } from "../../core/errors.ts"
import type { IamAccessKey, IamApi, IamCaller, IamUser } from "../../core/ports/iam-api.ts"
import { checkDevices } from "./check-answer.ts"
import { performCall } from "./perform-call.ts"
import type { CallOptions } from "./bounded-call.ts"
import { iamTarget } from "./iam-target.ts"
import type { ClientSettings } from "./perform-call.ts"

/** Of 100 users each. */
const MAX_PAGES = 10
const NAME = /^[\w+=,.@-]{1,128}$/
const ARN = /^arn:[\w+=,.@:/*-]{1,300}$/

const loadIam = () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true"
  return import("@aws-sdk/client-iam")
}

const timeOf = (value: unknown): number | null =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : null

function checkUsers(
  raw: readonly { UserName?: unknown; Arn?: unknown; PasswordLastUsed?: unknown }[],
): IamUser[] {
  return raw.flatMap(({ UserName, Arn, PasswordLastUsed }): IamUser[] => {
    if (typeof UserName !== "string" || !NAME.test(UserName)) return []
    const arn = typeof Arn === "string" && ARN.test(Arn) ? Arn : ""
    return [{ name: UserName, arn, passwordUsedAtMs: timeOf(PasswordLastUsed) }]
  })
}

function checkKeys(raw: readonly Partial<Record<keyof RawKey, unknown>>[]): IamAccessKey[] {
  return raw.flatMap(({ AccessKeyId, UserName, Status, CreateDate }): IamAccessKey[] => {
    const createdAtMs = timeOf(CreateDate)
    if (typeof AccessKeyId !== "string" || !/^\w{3,128}$/.test(AccessKeyId) || createdAtMs === null) return []
    const userName = typeof UserName === "string" && NAME.test(UserName) ? UserName : ""
    return [{ accessKeyId: AccessKeyId, userName, active: Status === "Active", createdAtMs }]
  })
}

interface RawKey {
  AccessKeyId: string
  UserName: string
  Status: string
  CreateDate: Date
}

const notIam = () => new AppError({ kind: "aws-answer", problem: "not-xml" })
const userOf = (userName: string | null) => (userName === null ? {} : { UserName: userName })

/** @param options for tests: a shorter time limit, another clock. */
export function createIamApi(options: Partial<CallOptions> = {}): IamApi {
  const settled: CallOptions = { timeoutMs: 20_000, nowMs: Date.now, ...options }

  function call<T>(
    { target, credentials, signal }: IamCaller,
    send: (
      client: ClientSettings,
      signal: AbortSignal,
      iam: Awaited<ReturnType<typeof loadIam>>,
    ) => Promise<T>,
  ) {
    return performCall(
      { target: iamTarget(target), credentials, secrets: [], signal },
      settled,
      async (client, abortSignal) => send(client, abortSignal, await loadIam()),
    )
  }

  async function usersPage(caller: IamCaller, Marker: string | undefined) {
    return call(caller, async (client, abortSignal, { IAMClient, ListUsersCommand }) => {
      const command = new ListUsersCommand({ MaxItems: 100, Marker })
      const answer = await new IAMClient(client).send(command, { abortSignal })
      const next = answer.IsTruncated === true ? answer.Marker : undefined
      return { users: checkUsers(answer.Users ?? []), next }
    })
  }

  return {
    accountSummary: (caller) =>
      call(caller, async (client, abortSignal, { IAMClient, GetAccountSummaryCommand }) => {
        const answer = await new IAMClient(client).send(new GetAccountSummaryCommand({}), { abortSignal })
        const { AccountMFAEnabled: mfa, AccountAccessKeysPresent: keys } = answer.SummaryMap ?? {}
        // An answer without it is no answer: "no MFA" must not be made up.
        if (mfa === undefined) throw notIam()
        return { rootMfa: mfa > 0, rootKeys: (keys ?? 0) > 0 }
      }),

    async listUsers(caller) {
      const items: IamUser[] = []
      let marker: string | undefined
      for (let page = 1; ; page++) {
        const { value, clockOffsetMs } = await usersPage(caller, marker)
        items.push(...value.users)
        marker = value.next
        if (marker === undefined || page === MAX_PAGES)
          return { value: { items, complete: marker === undefined }, clockOffsetMs }
      }
    },

    listMfaDevices: (caller, userName) =>
      call(caller, async (client, abortSignal, { IAMClient, ListMFADevicesCommand }) => {
        const command = new ListMFADevicesCommand(userOf(userName))
        const answer = await new IAMClient(client).send(command, { abortSignal })
        return checkDevices(answer.MFADevices ?? [])
      }),

    listAccessKeys: (caller, userName) =>
      call(caller, async (client, abortSignal, { IAMClient, ListAccessKeysCommand }) => {
        const command = new ListAccessKeysCommand(userOf(userName))
        const answer = await new IAMClient(client).send(command, { abortSignal })
        return checkKeys(answer.AccessKeyMetadata ?? [])
      }),

    accessKeyLastUsed: (caller, accessKeyId) =>
      call(caller, async (client, abortSignal, { IAMClient, GetAccessKeyLastUsedCommand }) => {
        const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId })
        const answer = await new IAMClient(client).send(command, { abortSignal })
        return timeOf(answer.AccessKeyLastUsed?.LastUsedDate)
      }),
  }
}
