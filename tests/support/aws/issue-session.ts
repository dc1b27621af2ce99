import type { Call } from "./call.ts"
import type { Principal, Session } from "./model.ts"
import { newIdentifier, newSecret, newSessionToken } from "./random.ts"
import { isoSeconds } from "./xml.ts"
import type { XmlValue } from "./xml.ts"

/** Makes short-lived credentials and remembers them. */
export function issueSession(
  { account, nowMs }: Call,
  principal: Principal,
  durationSeconds: number,
): Session {
  const session = {
    keyId: newIdentifier("ASIA"),
    secret: newSecret(),
    token: newSessionToken(),
    // AWS says whole seconds, so the session must not outlive what it says.
    expiresMs: Math.floor(nowMs / 1000 + durationSeconds) * 1000,
    principal,
  }
  account.sessions.push(session)
  return session
}

/** The `Credentials` element, in AWS's order. */
export const credentials = (session: Session): XmlValue => ({
  AccessKeyId: session.keyId,
  SecretAccessKey: session.secret,
  SessionToken: session.token,
  Expiration: isoSeconds(session.expiresMs),
})
