import type { AwsApi } from "../../core/ports/aws-api.ts"

/** AWS's SDK costs 50 ms to load: the first call pays, the start does not. */
export function lazyAwsApi(load: () => Promise<AwsApi>): AwsApi {
  let loading: Promise<AwsApi> | null = null
  const api = () => (loading ??= load())
  return {
    getSessionToken: async (...request) => (await api()).getSessionToken(...request),
    assumeRole: async (...request) => (await api()).assumeRole(...request),
    getCallerIdentity: async (...request) => (await api()).getCallerIdentity(...request),
    listMfaDevices: async (...request) => (await api()).listMfaDevices(...request),
  }
}
