import { session as sessions, type Session } from "electron"
import { CEREMONY_HEADERS, CEREMONY_URL, ceremonyPage } from "./ceremony-page.ts"

let prepared: Promise<Session> | null = null

/**
 * A session in memory that knows one page. Every permission, download and other address is refused, and a proxy that
 * nobody serves stands before the network.
 * @param name of the authenticator
 */
export function ceremonySession(name: string): Promise<Session> {
  return (prepared ??= prepare(name))
}

async function prepare(name: string): Promise<Session> {
  const session = sessions.fromPartition("ceremony", { cache: false })
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  session.setSpellCheckerEnabled(false)
  session.on("will-download", (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: url !== CEREMONY_URL }))
  // All of https is answered here, so that nothing of it can be asked of the network.
  session.protocol.handle("https", ({ url }) =>
    url === CEREMONY_URL
      ? new Response(ceremonyPage(name), { headers: CEREMONY_HEADERS })
      : new Response(null, { status: 404 }),
  )
  await session.setProxy({
    mode: "fixed_servers",
    proxyRules: "http://127.0.0.1:1",
    proxyBypassRules: "<-loopback>",
  })
  return session
}
