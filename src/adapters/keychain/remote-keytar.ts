import type { HelperClient } from "./helper-client.ts"
import { osKeychainError, type KeytarCalls } from "./keytar-calls.ts"

/** keytar in a process of its own: it may hang there and it may crash there. */
export function remoteKeytar(helper: HelperClient): KeytarCalls {
  return {
    async get(service, account, { limitMs }) {
      const value = await helper.ask({ op: "get", service, account }, limitMs)
      if (typeof value === "boolean") throw osKeychainError("broken")
      return value
    },
    async set(service, account, value, { limitMs }) {
      await helper.ask({ op: "set", service, account, value }, limitMs)
    },
    async delete(service, account, { limitMs }) {
      return (await helper.ask({ op: "delete", service, account }, limitMs)) === true
    },
  }
}
