import { createPrivateStore } from "../store.ts"

/** Which dialog about a key at AWS is open. */
export interface CareDialog {
  about: "rotation" | "device"
  keyId: string
}

export const careDialog = createPrivateStore<CareDialog | null>(null)
