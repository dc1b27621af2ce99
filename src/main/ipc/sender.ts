import { ORIGIN } from "../origin.ts"

interface Frame {
  readonly origin: string
}
interface Page {
  readonly mainFrame: Frame | null
}

/**
 * Whether a message comes from the main frame of Keycard's own window, and from nothing else.
 *
 * All four conditions are needed: a frame's URL parsed by Node has the origin "null" under a scheme of one's own, the
 * same as `data:`; the page itself may be framed; a second window may show the same address. Must be called
 * synchronously: a frame that is gone answers null.
 */
export function isOwnPage(
  event: { readonly sender: Page; readonly senderFrame: Frame | null },
  ownPage: Page | null,
): boolean {
  const frame = event.senderFrame
  return (
    frame !== null &&
    ownPage !== null &&
    event.sender === ownPage &&
    frame === ownPage.mainFrame &&
    frame.origin === ORIGIN
  )
}
