import type { SsoApi } from "../../core/ports/sso-api.ts"

/** As lazyAwsApi: the first call pays for loading the SDK. */
export function lazySsoApi(load: () => Promise<SsoApi>): SsoApi {
  let loading: Promise<SsoApi> | null = null
  const api = () => (loading ??= load())
  return {
    registerClient: async (...request) => (await api()).registerClient(...request),
    startDevice: async (...request) => (await api()).startDevice(...request),
    createToken: async (...request) => (await api()).createToken(...request),
    listAccounts: async (...request) => (await api()).listAccounts(...request),
    listRoles: async (...request) => (await api()).listRoles(...request),
    roleCredentials: async (...request) => (await api()).roleCredentials(...request),
    logout: async (...request) => (await api()).logout(...request),
  }
}
