import type { EventChannel, RequestChannel } from "../shared/ipc/channels.ts"

/** What the page finds as `window.keycard`. The page's own api.ts gives it the types of the contract. */
export interface KeycardApi {
  /** Resolves to a `Reply`; rejects only when the caller is not Keycard's own page or the channel is unknown. */
  call(name: RequestChannel, request: unknown): Promise<unknown>
  /** @returns how to stop listening */
  on(name: EventChannel, listener: (payload: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly keycard: KeycardApi
  }
}
