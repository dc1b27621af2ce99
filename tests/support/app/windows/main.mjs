/**
 * @file The built Keycard on a computer that says of itself that it is Windows to whoever asks node:os, which is where
 * the choice of Touch ID or Windows Hello asks, and whose pages have an authenticator in navigator.credentials: one key
 * a credential, HMAC-SHA-256, as hmac-secret has it. `globalThis.hello.person` is who sits before it.
 */
import { createRequire, syncBuiltinESMExports } from "node:module"
import os from "node:os"

const { app } = createRequire(import.meta.url)("electron")

os.platform = () => "win32"
syncBuiltinESMExports()

const hello = { person: "known", windows: 0 }
Object.assign(globalThis, { hello })

app.on("web-contents-created", (_event, contents) => {
  contents.on("dom-ready", () => {
    if (!contents.getURL().startsWith("https://")) return
    hello.windows++
    void contents.mainFrame.executeJavaScript(
      `(${authenticator.toString()})(${JSON.stringify(hello.person)})`,
    )
  })
})

/* global PublicKeyCredential */
/** Runs in the page. @param {string} person */
function authenticator(person) {
  const { subtle } = crypto
  /** @param {BufferSource} key @param {BufferSource} data */
  const hmac = async (key, data) => {
    const imported = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
    return subtle.sign("HMAC", imported, data)
  }
  const chip = new TextEncoder().encode("what no program can read out of the chip")
  const known = () => {
    if (person !== "known") throw new DOMException("not allowed", "NotAllowedError")
  }
  /** @param {ArrayBuffer} id @param {object} prf */
  const credential = (id, prf) => ({ rawId: id, getClientExtensionResults: () => ({ prf }) })
  Object.assign(PublicKeyCredential, {
    isUserVerifyingPlatformAuthenticatorAvailable: () => Promise.resolve(true),
  })
  Object.assign(navigator.credentials, {
    create: async () => {
      known()
      return credential(crypto.getRandomValues(new Uint8Array(32)).buffer, { enabled: true })
    },
    /** @param {{ publicKey: { allowCredentials: { id: Uint8Array<ArrayBuffer> }[], extensions: { prf: { eval: { first: Uint8Array<ArrayBuffer> } } } } }} asked */
    get: async ({ publicKey }) => {
      known()
      const [{ id } = { id: new Uint8Array() }] = publicKey.allowCredentials
      const secret = await hmac(chip, id)
      return credential(id.buffer, {
        results: { first: await hmac(secret, publicKey.extensions.prf.eval.first) },
      })
    },
  })
}

const main = new URL("../../../../out/main/index.cjs", import.meta.url)
await import(main.href)
