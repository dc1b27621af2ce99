import type { KeyView } from "../../../src/shared/ipc/views.ts"
import type { Request, Response } from "../../../src/shared/ipc/contract.ts"

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface FakeKeys {
  readonly find: (keyId: string) => KeyView
  readonly change: (key: KeyView) => void
}

/** Work on keys at AWS, made up. */
export function createFakeKeys({ find, change }: FakeKeys) {
  const changed = (key: KeyView, care: Partial<KeyView["care"]>): KeyView => {
    const next = { ...key, care: { ...key.care, ...care } }
    change(next)
    return next
  }
  return {
    "keys:look": async ({ keyId }: Request<"keys:look">): Promise<Response<"keys:look">> => {
      await wait(300)
      const nowMs = Date.now()
      const facts = { issuedAtMs: nowMs - 120 * 86_400_000, usedAtMs: nowMs, askedAtMs: nowMs }
      changed(find(keyId), { facts })
      return { others: [] }
    },
    "keys:rotate": async ({ keyId, action }: Request<"keys:rotate">) => {
      await wait(1_500)
      const key = find(keyId)
      const isForward = action === "rotate" || action === "resume"
      return changed(key, { rotation: isForward ? { step: "retired", otherTail: key.tail } : null })
    },
    "keys:mfa": async ({ keyId }: Request<"keys:mfa">) => {
      await wait(1_500)
      return changed(find(keyId), { enrolment: null })
    },
    "keys:cancel": () => ({}),
    "keys:move-home": ({ profile }: Request<"keys:move-home">): KeyView => {
      throw new Error(`there is no key in ${profile}`)
    },
    "keys:move-back": () => ({}),
  }
}
