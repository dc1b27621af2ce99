import { protocol, type Session } from "electron"
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
  session.protocol.handle(SCHEME, (request) => respond(request, bundle))
}
