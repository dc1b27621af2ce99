/** @file A page to print: every account with its QR code. Nothing of it runs or is fetched, and it is dark on light always. */
import { createHash } from "node:crypto"
import type { LeftOut, Outgoing } from "../backup/service.ts"
import { writeOtpauthUri } from "../otp/write-otpauth-uri.ts"
import type { GooglePage } from "./google-pages.ts"
import { fitsQr, qrSvg } from "./qr.ts"

const STYLE = `
:root { color-scheme: only light; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: #fff; color: #000; font: 1rem/1.4 system-ui, sans-serif; }
h1 { font-size: 1.4rem; }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1.5rem; }
.pages { grid-template-columns: 1fr; }
article { break-inside: avoid; border: 1px solid #999; padding: 1rem; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.1rem; }
p { margin: .25rem 0; }
svg { display: block; width: 100%; max-width: 18rem; margin: .5rem 0; }
.pages svg { max-width: 32rem; }
code { font: .7rem/1.3 ui-monospace, monospace; }
@media print { body { margin: 0; max-width: none; } @page { margin: 15mm; } .pages article { break-after: page; } }
`

export interface PrintedPage {
  readonly html: string
  readonly left: LeftOut[]
}

/** @param madeOn the day, as it shall stand there */
export function writeHtml({ entries, kept, left }: Outgoing, madeOn: string): PrintedPage {
  const missing = [...left]
  const rows = [
    ...entries.map((entry) => ({ ...entry, link: writeOtpauthUri(entry) })),
    ...kept.map(({ issuer, account, what, uri }) => ({ issuer, account, note: what, link: uri })),
  ]
  const articles = rows.map(({ issuer, account, note = "", link }) => {
    const fits = fitsQr(link)
    if (!fits) missing.push({ issuer, account, reason: "too-long" })
    return article(
      [issuer, account].filter((part) => part !== ""),
      note === "" ? [] : [note],
      fits ? link : null,
      link,
    )
  })
  const intro =
    "Whoever has this page can make your codes. Keep it where you keep a passport, and delete the file once it is printed. Scan a code with any authenticator, or type the link under it."
  return { html: page("Keycard accounts", madeOn, intro, "codes", articles, missing), left: missing }
}

/** The pages of an export for Google Authenticator. @param left what cannot go there, listed with its reason */
export function writeGoogleHtml(
  pages: readonly GooglePage[],
  left: readonly LeftOut[],
  madeOn: string,
): string {
  const articles = pages.map(({ link, entries }, index) => {
    const names = entries.map(({ issuer, account }) =>
      [issuer, account].filter((part) => part !== "").join(": "),
    )
    return article([`Part ${index + 1} of ${pages.length}`], names, link, link)
  })
  const intro =
    "In Google Authenticator choose Transfer accounts, then Import accounts, and scan all parts. Whoever has this page can make your codes: delete the file afterwards."
  return page("Accounts for Google Authenticator", madeOn, intro, "codes pages", articles, left)
}

function article(
  title: readonly string[],
  lines: readonly string[],
  qr: string | null,
  link: string,
): string {
  const [first = "An account without a name", ...more] = title
  const picture =
    qr === null ? "<p>Its link is too long for a QR code.</p>" : qrSvg(qr, escapeHtml(`QR code: ${first}`))
  const words = [...more, ...lines].map((line) => `<p><bdi>${escapeHtml(line)}</bdi></p>`).join("")
  return `<article><h2><bdi>${escapeHtml(first)}</bdi></h2>${words}${picture}<p><code>${escapeHtml(link)}</code></p></article>`
}

const reasons: Record<LeftOut["reason"], string> = {
  period: "its codes last other than 30 seconds, which Google Authenticator cannot be told",
  digits: "its codes have neither six nor eight digits",
  type: "this program does not know its kind of codes",
  "too-long": "its link is too long for a QR code; it stands as text",
  "secret-missing": "the keychain does not hold its secret",
  "secret-damaged": "what the keychain holds for it cannot be used",
  picture: "the picture that is its mark is not here",
}

function page(
  title: string,
  madeOn: string,
  intro: string,
  kind: string,
  articles: readonly string[],
  left: readonly LeftOut[],
): string {
  const rows = left.map(({ issuer, account, reason }) => {
    const name = [issuer, account].filter((part) => part !== "").join(": ")
    return `<li><bdi>${escapeHtml(name)}</bdi>: ${escapeHtml(reasons[reason])}</li>`
  })
  const absent = rows.length === 0 ? "" : `<h2>Not complete here</h2><ul>${rows.join("")}</ul>`
  const hash = createHash("sha256").update(STYLE).digest("base64")
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="only light">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(madeOn)}</p>
<p>${escapeHtml(intro)}</p>
<main class="${kind}">
${articles.join("\n")}
</main>
${absent}
</body>
</html>
`
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** For text and for attributes in double quotes. Characters that HTML may not hold at all are replaced. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? "")
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\p{Cs}]/gu, "\uFFFD")
}
