import { describe, expect, it } from "vitest"
import { renewalWords } from "../../../src/renderer/sessions/renewal-words.ts"
import type { SessionCard } from "../../../src/shared/ipc/views.ts"

const at = new Date(2026, 10, 22, 17, 25).getTime()
const words = (more: Partial<SessionCard>) =>
  renewalWords(
    { renew: "auto", renewalWaits: null, nextRenewalAtMs: null, state: "valid", ...more },
    at - 3_600_000,
    "en-GB",
  )

describe("how a session goes on", () => {
  it("is told with the time of its next renewal", () => {
    expect(words({ nextRenewalAtMs: at })).toBe("Renews in 1 h (17:25)")
    expect(words({ nextRenewalAtMs: at - 7_200_000 })).toBe("Renews now")
    expect(words({ state: "none" })).toBe("Renews by itself once started")
  })

  it("is told with what it waits for", () => {
    expect(words({ renewalWaits: "locked" })).toBe("Waits to renew: unlock your keychain")
    expect(words({ renewalWaits: "offline" })).toMatch("no network")
    expect(words({ renewalWaits: "later", nextRenewalAtMs: at })).toBe("Tries again by itself at 17:25")
    expect(words({ renewalWaits: "person" })).toBe("Waits to renew: needs you")
  })

  it("is not told where nothing happens by itself", () => {
    expect(words({ renew: "on-demand" })).toBe("")
    expect(words({ renew: "never", state: "none" })).toBe("")
    expect(words({ renew: "never" })).toMatch("only when you start it")
  })
})
