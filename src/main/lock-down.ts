/** @file What the page may not do, whatever runs in it: ask for devices, leave, open windows, load anything. */
import { app, type Session, type WebContents } from "electron"
import { ORIGIN } from "./origin.ts"

/**
 * Refuses every permission but the camera, and that only while `cameraOpen()`; every download; every request that is
 * not for the bundle. A proxy that nobody serves closes what no policy covers: WebRTC over TCP.
 */
export async function lockDownSession(session: Session, cameraOpen: () => boolean): Promise<void> {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const kinds = "mediaTypes" in details ? (details.mediaTypes ?? []) : []
    decide(
      permission === "media" &&
        kinds.length === 1 &&
        kinds[0] === "video" &&
        details.isMainFrame &&
        contents.mainFrame.origin === ORIGIN &&
        cameraOpen(),
    )
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === "media" &&
      details.mediaType === "video" &&
      details.isMainFrame &&
      (origin === ORIGIN || origin === `${ORIGIN}/`) &&
      cameraOpen(),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  session.setSpellCheckerEnabled(false)
  session.on("will-download", (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOurs(url) }))
  await session.setProxy({
    mode: "fixed_servers",
    proxyRules: "http://127.0.0.1:1",
    proxyBypassRules: "<-loopback>",
  })
}

function isOurs(url: string): boolean {
  // The developer tools load through the session of the page that they show.
  if (!app.isPackaged && url.startsWith("devtools://")) return true
  return url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`) || url.startsWith("data:image/")
}

/** For every page of this process, also one that should not exist. */
export function lockDownPages(): void {
  app.on("web-contents-created", (_event, contents) => lockDownPage(contents))
}

function lockDownPage(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }) => event.preventDefault()
  contents.on("will-navigate", refuse)
  contents.on("will-redirect", refuse)
  contents.on("will-frame-navigate", refuse)
  contents.on("will-attach-webview", refuse)
  contents.setWindowOpenHandler(() => ({ action: "deny" }))
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp")
}
