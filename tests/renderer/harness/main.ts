import { createFakeMain } from "./fake-main.ts"

const asked = new URLSearchParams(location.search)
Object.defineProperty(window, "keycard", {
  value: createFakeMain({
    accounts: Number(asked.get("accounts") ?? "24"),
    theme: asked.get("theme") === "dark" ? "dark" : asked.get("theme") === "light" ? "light" : "system",
    aws: asked.get("aws") === "empty" ? "empty" : "full",
    keychain: asked.get("keychain") ?? "ready",
    failing: asked.has("failing"),
    nextCode: asked.get("next") === "always" ? "always" : "last-seconds",
  }),
})
await import("../../../src/renderer/main.tsx")
export {}
