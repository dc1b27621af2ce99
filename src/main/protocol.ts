import { protocol, type Protocol, type Session } from "electron"
import { openBundle, respond } from "./bundle.ts"
import { SCHEME } from "./origin.ts"

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the page's files to this session and to no other. */
export function serveBundle(session: Session, folder: string): void {
  const bundle = openBundle(folder)
  const own = session.protocol
  // `handle` works with the `Request` and `Response` of `fetch`, and to load those costs a start more than to read all
  // of the page. An Electron that no longer has the older way gets the newer one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const registerBuffer = (own as Partial<Pick<Protocol, "registerBufferProtocol">>).registerBufferProtocol
  const registered = registerBuffer?.call(own, SCHEME, (request, answer) => {
    const { status, headers, body } = respond(request, bundle)
    const [mimeType, charset] = (headers["Content-Type"] ?? "text/plain").split("; charset=")
    answer({ statusCode: status, headers, mimeType, charset, data: Buffer.from(body) })
  })
  if (registered === true) return
  own.handle(SCHEME, (request) => {
    const { status, headers, body } = respond(request, bundle)
    return new Response(Buffer.from(body), { status, headers })
  })
}
