import { afterAll, beforeAll, describe, test } from "vitest"
import { directKeytar } from "../../src/adapters/keychain/direct-keytar.ts"
import { forkHelper } from "../../src/adapters/keychain/fork-helper.ts"
import { createHelperClient } from "../../src/adapters/keychain/helper-client.ts"
import { createKeytarSecretStore } from "../../src/adapters/keychain/keytar-secret-store.ts"
import { remoteKeytar } from "../../src/adapters/keychain/remote-keytar.ts"
import { Keyring, keyringMissing } from "../support/keyring.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { describeSecretStore } from "./secret-store.ts"

const missing = keyringMissing()
let services = 0
/** Items of earlier tests stay in the keyring: each test has a service of its own. */
const nextService = () => `Keycard test ${++services}`

if (missing !== null) {
  test.skip(`a real gnome-keyring: ${missing}`)
} else {
  let keyring: Keyring
  let helper: string
  beforeAll(async () => {
    keyring = await Keyring.start("open")
    helper = await bundleTypeScript("src/main/keychain-process.ts")
    // libsecret in this process looks here once, at its first call.
    process.env.DBUS_SESSION_BUS_ADDRESS = keyring.env.DBUS_SESSION_BUS_ADDRESS
  })
  afterAll(async () => {
    // GLib sends SIGTERM, at any time, to a process whose bus goes away, and keytar is in this one.
    process.on("SIGTERM", () => undefined)
    await keyring.close()
  })

  describe("with gnome-keyring", () => {
    describeSecretStore("keytar in this process", () => {
      const service = nextService()
      const open = () => createKeytarSecretStore({ calls: directKeytar(), service })
      return { store: open(), reopen: () => Promise.resolve(open()), close: () => undefined }
    })

    describeSecretStore("keytar in the helper process", () => {
      const service = nextService()
      const clients = [helperClient(), helperClient()] as const
      const open = (index: 0 | 1) => createKeytarSecretStore({ calls: remoteKeytar(clients[index]), service })
      return {
        store: open(0),
        reopen: () => Promise.resolve(open(1)),
        close: () => clients.forEach((client) => client.close()),
      }
    })
  })

  const helperClient = () => createHelperClient(() => forkHelper(helper, keyring.env))
}
