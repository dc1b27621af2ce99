/** @file The one page of the ceremony's window: words, a mark, one style sheet that its policy names by hash. */
import { createHash } from "node:crypto"

/**
 * WebAuthn is for https alone, not for a scheme of one's own; its name is the relying party's. `localhost` and what ends
 * so never leave the computer (RFC 6761 section 6.3), and main answers here before any network is asked.
 */
export const CEREMONY_ORIGIN = "https://keycard.localhost"
export const CEREMONY_URL = `${CEREMONY_ORIGIN}/`

// The colours are those of renderer/ui/tokens.css.
const style = `
:root { color-scheme: light dark; }
body { display: flex; flex-direction: column; align-items: center; justify-content: center; min-height: 100vh;
  margin: 0; padding: 24px; box-sizing: border-box; text-align: center; cursor: default; user-select: none;
  font: 14px/22px system-ui, sans-serif; background: light-dark(#f5f4f1, #141412); color: light-dark(#1b1a18, #f2f0eb); }
svg { width: 48px; height: 48px; margin-bottom: 12px; color: light-dark(#0b6b62, #4fd1bf); }
svg .on { color: light-dark(#ffffff, #06211e); }
h1 { margin: 0; font-size: 18px; font-weight: 650; line-height: 26px; letter-spacing: -0.01em; }
p { max-width: 320px; margin: 6px auto 0; color: light-dark(#66635c, #a5a199); text-wrap: balance; }
`

const mark = `<svg viewBox="0 0 32 32" aria-hidden="true"><rect x="3" y="6" width="26" height="20" rx="5" fill="currentColor"/>
<g class="on" fill="currentColor" stroke="none"><rect x="3" y="10.5" width="26" height="4" opacity="0.28"/>
<rect x="7" y="19" width="7" height="2" rx="1"/></g><g class="on" fill="none" stroke="currentColor" stroke-width="1.8">
<circle cx="22.5" cy="20" r="3" stroke-opacity="0.35"/><path d="M22.5 17a3 3 0 1 1-2.8 4"/></g></svg>`

/** @param name of the authenticator; ours, so nothing in it is to be escaped */
export const ceremonyPage = (name: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><style>${style}</style></head>
<body>${mark}<main role="status"><h1>${name} is asking who you are</h1>
<p>Keycard goes on as soon as it knows you. Close this window to cancel.</p></main></body></html>`

const styleHash = createHash("sha256").update(style).digest("base64")

export const CEREMONY_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy":
    "publickey-credentials-create=(self), publickey-credentials-get=(self), camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=(), payment=(), clipboard-read=(), clipboard-write=()",
  "Cache-Control": "no-store",
}
