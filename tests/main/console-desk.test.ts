import { describe, expect, it } from "vitest"
import type { ConsoleLink, ConsoleOptions } from "../../src/core/aws/console.ts"
import { emptyVault } from "../../src/core/vault/schema.ts"
import { AppError } from "../../src/core/errors.ts"
import { createConsoleDesk } from "../../src/main/console-desk.ts"
import { failureOf } from "../support/failure-of.ts"

const profileId = "0b5e3b0a-9a7c-4a3e-8d57-2f6f0c1b7e44"
const place = { profileId, region: null, page: null }
const LINK: ConsoleLink = {
  url: "https://signin.aws.amazon.com/federation?Action=login&SigninToken=secret",
  usableUntilMs: 1,
  endsAtMs: 2,
  endpoint: null,
}

function desk(link: (options: ConsoleOptions) => Promise<ConsoleLink> = () => Promise.resolve(LINK)) {
  const log: string[] = []
  const state: { signal?: AbortSignal; openError?: Error } = {}
  const made = createConsoleDesk({
    console: {
      link: (_id, options = {}) => link(options),
      signOutLink: () =>
        Promise.resolve({ url: "https://signin.aws.amazon.com/oauth?Action=logout", endpoint: null }),
    },
    index: { read: () => Promise.resolve(emptyVault()) },
    clipboard: {
      copySecret: (text, seconds) => {
        log.push(`copied ${text} for ${seconds}`)
        return Promise.resolve({ clearsAtMs: 9 })
      },
    },
    openExternal: (url) => {
      log.push(`opened ${url}`)
      return state.openError === undefined ? Promise.resolve() : Promise.reject(state.openError)
    },
    serveOnce: (target, { signal }) => {
      log.push(`serves ${target}`)
      state.signal = signal
      return Promise.resolve({
        url: "http://127.0.0.1:1/page",
        opened: Promise.resolve(),
        close: () => log.push("closed"),
      })
    },
    onWaiting: ({ untilMs }) => log.push(`waits until ${untilMs}`),
    onChanged: () => log.push("changed"),
  })
  return { made, log, state }
}

describe("the way to the console", () => {
  it("opens a page of our own, not the link, and tells of a wait", async () => {
    const { made, log } = desk((options) => {
      options.onWait?.(5)
      return Promise.resolve(LINK)
    })
    expect(await made.open(place)).toEqual({ endsAtMs: 2 })
    expect(log).toEqual([
      "waits until 5",
      "waits until null",
      "changed",
      `serves ${LINK.url}`,
      "opened http://127.0.0.1:1/page",
      "closed",
    ])
  })

  it("copies the link as a secret, for as long as a code", async () => {
    const { made, log } = desk()
    expect(await made.copy(place)).toEqual({ endsAtMs: 2, clearsAtMs: 9 })
    expect(log).toContain(`copied ${LINK.url} for 30`)
  })

  it("leads nowhere but to a sign-in page", async () => {
    const { made, log } = desk(() => Promise.resolve({ ...LINK, url: "https://evil.example/federation" }))
    expect(await failureOf(made.open(place))).toBeInstanceOf(Error)
    expect(log).toEqual(["changed"])
  })

  it("says so where there is no browser, and serves nothing any more", async () => {
    const { made, log, state } = desk()
    state.openError = new Error("no")
    expect(await failureOf(made.signOut(profileId))).toEqual({ kind: "aws-console", problem: "no-browser" })
    expect(log.at(-1)).toBe("closed")
  })

  it("is called off when Keycard locks", async () => {
    const { made } = desk(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => {
            reject(new AppError({ kind: "cancelled" }))
          })
        }),
    )
    const opening = failureOf(made.open(place))
    made.cancelAll()
    expect(await opening).toEqual({ kind: "cancelled" })
  })
})
