import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { launchKeycard, type LaunchedKeycard } from "../../support/app/launch-keycard.ts"
import { throwAwayHome, type ThrowAwayHome } from "../../support/app/throw-away-home.ts"

export interface OpenApp extends LaunchedKeycard {
  readonly home: ThrowAwayHome
  readonly env: Readonly<Record<string, string>>
  /** Closes it; the home stays until `home.remove()`. */
  readonly close: () => Promise<void>
}

export const PASSPHRASE = "correct horse battery staple"

/**
 * Keycard in a home of its own, with the encrypted-file keychain open: needs no keyring.
 * @param extraEnv wins over that; undefined unsets
 */
export async function openApp(
  switches: readonly string[] = [],
  extraEnv: Readonly<Record<string, string | undefined>> = {},
): Promise<OpenApp> {
  const home = await throwAwayHome()
  const passphraseFile = join(home.home, "passphrase")
  await mkdir(home.home, { recursive: true })
  await writeFile(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 })
  const env = {
    KEYCARD_KEYCHAIN: "file",
    KEYCARD_PASSPHRASE_FILE: passphraseFile,
    ELECTRON_ENABLE_SECURITY_WARNINGS: "1",
    ELECTRON_ENABLE_LOGGING: "1",
  }
  // Another build to judge, for example one that is not in out/.
  const appFolder = process.env.KEYCARD_TEST_APP
  const launched = await launchKeycard({
    homeEnv: home.env,
    env: { ...env, ...extraEnv },
    switches,
    ...(appFolder === undefined ? {} : { appFolder }),
  })
  await launched.page.waitForLoadState("load")
  return { ...launched, home, env: { ...home.env, ...env } }
}

/** Asks main as the page does. */
export async function call(app: OpenApp, name: string, request: unknown): Promise<unknown> {
  return app.page.evaluate(
    ([channel, payload]) => {
      const { keycard } = globalThis as unknown as {
        keycard: { call(name: string, request: unknown): unknown }
      }
      return keycard.call(channel, payload)
    },
    [name, request] as const,
  )
}

/** Waits until the keychain is open. */
export async function untilReady(app: OpenApp): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const reply = (await call(app, "app:state", {})) as { value?: { keychain: { state: string } } }
    if (reply.value?.keychain.state === "ready") return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error("the keychain did not open")
}
