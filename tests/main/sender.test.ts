import { describe, expect, it } from "vitest"
import { isOwnPage } from "../../src/main/ipc/sender.ts"

const ours = { mainFrame: { origin: "app://bundle" } }
const other = (origin: string) => {
  const mainFrame = { origin }
  return { sender: { mainFrame }, senderFrame: mainFrame }
}
const frameOfOurs = (origin: string) => ({ sender: ours, senderFrame: { origin } })

describe("the sender check", () => {
  it("lets in the main frame of our own page", () => {
    expect(isOwnPage({ sender: ours, senderFrame: ours.mainFrame }, ours)).toBe(true)
  })

  it.each([
    ["our page in an iframe", frameOfOurs("app://bundle")],
    ["about:srcdoc that inherits our origin", frameOfOurs("app://bundle")],
    ["a sandboxed srcdoc", frameOfOurs("null")],
    ["data:text/html", other("null")],
    ["about:blank", other("null")],
    ["https://bundle/", other("https://bundle")],
    ["app://bundle.evil/", other("app://bundle.evil")],
    ["app://evil/", other("app://evil")],
    ["a second window with our address", other("app://bundle")],
    ["a frame that is gone", { sender: ours, senderFrame: null }],
  ])("refuses %s", (_name, event) => {
    expect(isOwnPage(event, ours)).toBe(false)
  })

  it("refuses our own window once it shows another address", () => {
    const strayed = { mainFrame: { origin: "https://example.org" } }
    expect(isOwnPage({ sender: strayed, senderFrame: strayed.mainFrame }, strayed)).toBe(false)
  })

  it("refuses everybody while there is no window", () => {
    expect(isOwnPage({ sender: ours, senderFrame: ours.mainFrame }, null)).toBe(false)
  })
})
