import type { IamApi } from "../../core/ports/iam-api.ts"
import type { IamKeysApi } from "../../core/ports/iam-keys-api.ts"

/** All of IAM that Keycard uses. AWS's SDK costs 50 ms to load: the first call pays, the start does not. */
export function lazyIam(): IamApi & IamKeysApi {
  let reading: Promise<IamApi> | null = null
  let changing: Promise<IamKeysApi> | null = null
  const read = () => (reading ??= import("./iam-api.ts").then(({ createIamApi }) => createIamApi()))
  const change = () =>
    (changing ??= import("./iam-keys-api.ts").then(({ createIamKeysApi }) => createIamKeysApi()))
  return {
    accountSummary: async (...request) => (await read()).accountSummary(...request),
    listUsers: async (...request) => (await read()).listUsers(...request),
    listMfaDevices: async (...request) => (await read()).listMfaDevices(...request),
    listAccessKeys: async (...request) => (await read()).listAccessKeys(...request),
    accessKeyLastUsed: async (...request) => (await read()).accessKeyLastUsed(...request),
    createAccessKey: async (...request) => (await change()).createAccessKey(...request),
    setAccessKeyActive: async (...request) => (await change()).setAccessKeyActive(...request),
    deleteAccessKey: async (...request) => (await change()).deleteAccessKey(...request),
    createVirtualMfaDevice: async (...request) => (await change()).createVirtualMfaDevice(...request),
    enableMfaDevice: async (...request) => (await change()).enableMfaDevice(...request),
    resyncMfaDevice: async (...request) => (await change()).resyncMfaDevice(...request),
    deactivateMfaDevice: async (...request) => (await change()).deactivateMfaDevice(...request),
    deleteVirtualMfaDevice: async (...request) => (await change()).deleteVirtualMfaDevice(...request),
    listVirtualMfaDevices: async (...request) => (await change()).listVirtualMfaDevices(...request),
    accountAlias: async (...request) => (await change()).accountAlias(...request),
  }
}
