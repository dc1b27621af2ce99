/**
 * @file An app for tests: Keycard's own code for Windows Hello, before an authenticator that Chromium makes up (CDP's
 * WebAuthn domain). Such a one belongs to one window, so here the window stays, and each ceremony loads its page anew.
 */
import { app, BrowserWindow, type Session } from "electron"
import { systemRandom } from "../../../../src/adapters/system/random.ts"
import { lockDownPages } from "../../../../src/main/lock-down.ts"
import { ceremonySession } from "../../../../src/main/platform-authenticator/ceremony-session.ts"
import { ceremonyWindow } from "../../../../src/main/platform-authenticator/ceremony-window.ts"
import { createHoldCeremony } from "../../../../src/main/platform-authenticator/hold-ceremony.ts"
import { platformAuthenticator } from "../../../../src/main/platform-authenticator/platform-authenticator.ts"
import { systemTimers } from "../../../../src/main/timers.ts"

const NAME = "Windows Hello"
/** What a failure is, as the page would be told. */
async function told<T>(work: Promise<T>): Promise<T | object> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && "data" in error) return error.data as object
    return { bug: String(error) }
  }
}

export type Ceremonies = Awaited<ReturnType<typeof start>>

async function start() {
  const session: Session = await ceremonySession(NAME)
  const kept = ceremonyWindow(session, NAME, null)
  kept.destroy = () => kept.hide()
  const open = () => Promise.resolve(kept)
  const deps = {
    open,
    timers: systemTimers,
    randomBytes: (length: number) => systemRandom.bytes(length),
  }
  const unlock = platformAuthenticator({ name: NAME, hold: createHoldCeremony(deps), random: systemRandom })
  const { debugger: protocol } = kept.webContents
  protocol.attach("1.3")
  await kept.loadURL("https://keycard.localhost/")

  let authenticatorId: string | null = null

  return {
    /** Takes the present authenticator away and puts another one in its place. */
    async plugIn(options: object): Promise<void> {
      if (authenticatorId !== null) await protocol.sendCommand("WebAuthn.disable")
      await protocol.sendCommand("WebAuthn.enable")
      const made = (await protocol.sendCommand("WebAuthn.addVirtualAuthenticator", {
        options: {
          protocol: "ctap2",
          ctap2Version: "ctap2_1",
          transport: "internal",
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          hasPrf: true,
          automaticPresenceSimulation: true,
          ...options,
        },
      })) as { authenticatorId: string }
      authenticatorId = made.authenticatorId
    },
    setUserVerified: (isUserVerified: boolean) =>
      protocol.sendCommand("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    /** From now on nobody touches it. */
    leaveAlone: () =>
      protocol.sendCommand("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: false }),
    available: () => told(unlock.available()),
    protect: (key: readonly number[]) => told(unlock.protect(Uint8Array.from(key))),
    reveal: (wrapped: string) => told(unlock.reveal(wrapped).then((key) => [...key])),
    closeWindow: () => kept.emit("closed"),
    isVisible: () => kept.isVisible(),
    /** In the page, as somebody who took it over would. */
    inPage: (script: string) => kept.webContents.executeJavaScript(script, true) as Promise<unknown>,
    /** The code as it is: a window that is destroyed. @returns how many windows there were while asked, and after */
    async asItIs(): Promise<{ during: number; after: number; answer: unknown }> {
      const before = BrowserWindow.getAllWindows().length
      let during = 0
      const hold = createHoldCeremony({
        ...deps,
        open: () => Promise.resolve(ceremonyWindow(session, NAME, kept)),
      })
      const answer = await told(
        hold(true, (ceremony) => {
          during = BrowserWindow.getAllWindows().length - before
          return ceremony.available()
        }),
      )
      return { during, after: BrowserWindow.getAllWindows().length - before, answer }
    },
  }
}

lockDownPages()
// Not awaited here: Electron is not ready before its app has been loaded.
Object.assign(globalThis, { ceremonies: app.whenReady().then(start) })
