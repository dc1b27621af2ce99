/** @file What the main process and its keychain helper say to each other. Plain data, so that any channel carries it. */
import type { KeychainProblem } from "../../core/errors.ts"

/** How strong the key is that Argon2id (RFC 9106) makes of a passphrase. */
export interface Argon2Parameters {
  readonly memoryKiB: number
  /** Passes over the memory, `t` in the RFC. */
  readonly iterations: number
  /** Lanes, `p` in the RFC. */
  readonly parallelism: number
}

export type HelperWork =
  | { readonly op: "get" | "delete"; readonly service: string; readonly account: string }
  | { readonly op: "set"; readonly service: string; readonly account: string; readonly value: string }
  /** Both in base64. */
  | {
      readonly op: "derive"
      readonly passphrase: string
      readonly salt: string
      readonly parameters: Argon2Parameters
    }

export type HelperRequest = HelperWork & { readonly id: number }

/** `value`: the item or `null` (get), `true` or `false` (delete), the key in base64 (derive), `null` (set). */
export type HelperAnswer =
  | { readonly id: number; readonly ok: true; readonly value: string | boolean | null }
  | { readonly id: number; readonly ok: false; readonly problem: KeychainProblem }

/** A helper process as seen from its owner: Electron's utilityProcess, or a child of Node. */
export interface Channel {
  postMessage(message: HelperRequest): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, also when the helper could not be started. */
  onExit(listener: () => void): void
  /** For good and at once: a helper that hangs does not hear a polite word. */
  kill(): void
}

export function isAnswer(message: unknown): message is HelperAnswer {
  return isNumbered(message) && "ok" in message && ("value" in message || "problem" in message)
}

export function isRequest(message: unknown): message is HelperRequest {
  return isNumbered(message) && "op" in message
}

function isNumbered(message: unknown): message is { id: number } {
  return typeof message === "object" && message !== null && "id" in message && typeof message.id === "number"
}
