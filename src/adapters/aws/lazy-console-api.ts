import type { ConsoleApi } from "../../core/ports/console-api.ts"

/** What signing in takes, AWS's SDK among it, is loaded with the first call. */
export function lazyConsoleApi(load: () => Promise<ConsoleApi>): ConsoleApi {
  let loading: Promise<ConsoleApi> | null = null
  const api = () => (loading ??= load())
  return {
    getFederationToken: async (...request) => (await api()).getFederationToken(...request),
    signInToken: async (...request) => (await api()).signInToken(...request),
  }
}
