/** @file IAM's changing operations by AWS's SDK, through the same guarded handler as every other call. */
import { AppError } from "../../core/errors.ts"
import type { IamCaller } from "../../core/ports/iam-api.ts"
import type { CreatedDevice, CreatedKey, IamKeysApi } from "../../core/ports/iam-keys-api.ts"
import { performCall } from "./perform-call.ts"
import type { CallOptions } from "./bounded-call.ts"
import { iamTarget } from "./iam-target.ts"
import type { ClientSettings } from "./perform-call.ts"

/** Of 100 devices each; more than any account has people. */
const MAX_PAGES = 20
const SERIAL = /^[\w+=/:,.@-]{9,256}$/

const loadIam = () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true"
  return import("@aws-sdk/client-iam")
}
type Iam = Awaited<ReturnType<typeof loadIam>>

interface RawKey {
  readonly AccessKeyId?: unknown
  readonly SecretAccessKey?: unknown
  readonly CreateDate?: unknown
}

function checkKey(raw: RawKey | undefined): CreatedKey {
  const { AccessKeyId, SecretAccessKey, CreateDate } = raw ?? {}
  if (typeof AccessKeyId !== "string" || !/^\w{16,128}$/.test(AccessKeyId))
    throw new AppError({ kind: "aws-answer", problem: "access-key-id" })
  if (typeof SecretAccessKey !== "string" || !/^[\x21-\x7e]{16,256}$/.test(SecretAccessKey))
    throw new AppError({ kind: "aws-answer", problem: "secret-access-key" })
  const createdAtMs = CreateDate instanceof Date ? CreateDate.getTime() : Number.NaN
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    createdAtMs: Number.isNaN(createdAtMs) ? 0 : createdAtMs,
  }
}

/** The seed travels as bytes, which are the Base32 text itself. */
function checkDevice(raw: { SerialNumber?: unknown; Base32StringSeed?: unknown } | undefined): CreatedDevice {
  const { SerialNumber, Base32StringSeed } = raw ?? {}
  const seed = Base32StringSeed instanceof Uint8Array ? Buffer.from(Base32StringSeed).toString("ascii") : ""
  if (typeof SerialNumber !== "string" || !SERIAL.test(SerialNumber) || !/^[A-Z2-7]{16,512}=*$/.test(seed))
    throw new AppError({ kind: "aws-answer", problem: "no-credentials" })
  return { serialNumber: SerialNumber, seed }
}

/** @param options for tests: a shorter time limit, another clock. */
export function createIamKeysApi(options: Partial<CallOptions> = {}): IamKeysApi {
  const settled: CallOptions = { timeoutMs: 20_000, nowMs: Date.now, ...options }

  function call<T>(
    { target, credentials, signal }: IamCaller,
    secrets: readonly string[],
    send: (client: ClientSettings, abort: { abortSignal: AbortSignal }, iam: Iam) => Promise<T>,
  ) {
    return performCall(
      { target: iamTarget(target), credentials, secrets, signal },
      settled,
      async (client, abortSignal) => send(client, { abortSignal }, await loadIam()),
    )
  }

  async function devicesPage(caller: IamCaller, Marker: string | undefined) {
    return call(caller, [], async (client, abort, { IAMClient, ListVirtualMFADevicesCommand }) => {
      const command = new ListVirtualMFADevicesCommand({ MaxItems: 100, Marker })
      const answer = await new IAMClient(client).send(command, abort)
      const serials = (answer.VirtualMFADevices ?? []).flatMap(({ SerialNumber }) => SerialNumber ?? [])
      return { serials, next: answer.IsTruncated === true ? answer.Marker : undefined }
    })
  }

  return {
    createAccessKey: (caller, UserName) =>
      call(caller, [], async (client, abort, { IAMClient, CreateAccessKeyCommand }) => {
        const answer = await new IAMClient(client).send(new CreateAccessKeyCommand({ UserName }), abort)
        return checkKey(answer.AccessKey)
      }),

    setAccessKeyActive: (caller, UserName, AccessKeyId, active) =>
      call(caller, [], async (client, abort, { IAMClient, UpdateAccessKeyCommand }) => {
        const Status = active ? "Active" : "Inactive"
        await new IAMClient(client).send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }), abort)
        return null
      }),

    deleteAccessKey: (caller, UserName, AccessKeyId) =>
      call(caller, [], async (client, abort, { IAMClient, DeleteAccessKeyCommand }) => {
        await new IAMClient(client).send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }), abort)
        return null
      }),

    createVirtualMfaDevice: (caller, VirtualMFADeviceName) =>
      call(caller, [], async (client, abort, { IAMClient, CreateVirtualMFADeviceCommand }) => {
        const command = new CreateVirtualMFADeviceCommand({ Path: "/", VirtualMFADeviceName })
        return checkDevice((await new IAMClient(client).send(command, abort)).VirtualMFADevice)
      }),

    enableMfaDevice: (caller, UserName, SerialNumber, codes) =>
      call(caller, codes, async (client, abort, { IAMClient, EnableMFADeviceCommand }) => {
        const [AuthenticationCode1, AuthenticationCode2] = codes
        const command = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }
        await new IAMClient(client).send(new EnableMFADeviceCommand(command), abort)
        return null
      }),

    resyncMfaDevice: (caller, UserName, SerialNumber, codes) =>
      call(caller, codes, async (client, abort, { IAMClient, ResyncMFADeviceCommand }) => {
        const [AuthenticationCode1, AuthenticationCode2] = codes
        const command = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }
        await new IAMClient(client).send(new ResyncMFADeviceCommand(command), abort)
        return null
      }),

    deactivateMfaDevice: (caller, UserName, SerialNumber) =>
      call(caller, [], async (client, abort, { IAMClient, DeactivateMFADeviceCommand }) => {
        await new IAMClient(client).send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }), abort)
        return null
      }),

    deleteVirtualMfaDevice: (caller, SerialNumber) =>
      call(caller, [], async (client, abort, { IAMClient, DeleteVirtualMFADeviceCommand }) => {
        await new IAMClient(client).send(new DeleteVirtualMFADeviceCommand({ SerialNumber }), abort)
        return null
      }),

    async listVirtualMfaDevices(caller) {
      const all: string[] = []
      let marker: string | undefined
      for (let page = 1; ; page++) {
        const { value, clockOffsetMs } = await devicesPage(caller, marker)
        all.push(...value.serials)
        marker = value.next
        if (marker === undefined || page === MAX_PAGES) return { value: all, clockOffsetMs }
      }
    },

    accountAlias: (caller) =>
      call(caller, [], async (client, abort, { IAMClient, ListAccountAliasesCommand }) => {
        const answer = await new IAMClient(client).send(new ListAccountAliasesCommand({}), abort)
        const [alias] = answer.AccountAliases ?? []
        return alias !== undefined && /^[a-z0-9-]{3,63}$/.test(alias) ? alias : null
      }),
  }
}
