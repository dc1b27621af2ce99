/** The scheme and host that the page is served under; see protocol.ts. */
export const SCHEME = "app"
export const HOST = "bundle"
/** As Chromium names it. Never compare with `new URL(...).origin`: Node answers "null" for a scheme of one's own. */
export const ORIGIN = `${SCHEME}://${HOST}`
