/** @file Makes the printable pages of Stratum, Aegis and Ente, and pictures of QR codes. */
import QRCode from "qrcode"

export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { type: "png", margin: 4, scale: 3, errorCorrectionLevel: "L" })
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
const dataUri = async (text: string) => `data:image/png;base64,${(await qrPng(text)).toString("base64")}`

export interface Printed {
  readonly issuer: string
  readonly account: string
  readonly link: string
}

/** Links in `<code>`, not escaped, with a picture beside them. */
export async function stratumPage(accounts: readonly Printed[]): Promise<string> {
  const rows = await Promise.all(
    accounts.map(
      async ({ issuer, account, link }) =>
        `<tr>\n<td>${issuer}</td>\n<td>${account}</td>\n<td><code>${link}</code></td>\n<td><img src="${await dataUri(link)}"></td>\n</tr>`,
    ),
  )
  return `<!doctype html>\n<html><head><meta charset="utf-8"><title>Backup</title><style>td { padding: 8px }</style></head><body>\n<table><tr><th>Issuer</th><th>Username</th><th>OTP Auth URI</th><th>QR Code</th></tr>\n${rows.join("\n")}\n</table></body></html>\n`
}

/** Pictures only, in a table, with the secret as text in a column of its own. */
export async function aegisPage(accounts: readonly Printed[]): Promise<string> {
  const heads = ["Issuer", "Name", "Type", "QR Code", "Note", "Secret"]
    .map((head) => `<th>${head}</th>`)
    .join("")
  const rows = await Promise.all(
    accounts.map(
      async ({ issuer, account, link }) =>
        `<tr><td>${escape(issuer)}</td><td>${escape(account)}</td><td>totp</td><td><img src="${await dataUri(link)}"/></td><td></td><td>${/secret=([^&]*)/.exec(link)?.[1] ?? ""}</td></tr>`,
    ),
  )
  return `<html><head><title>Export</title></head><body><h1>Export</h1><table><tr>${heads}</tr>${rows.join("")}</table></body></html>`
}

/** Pictures with the names before them, no table. */
export async function entePage(accounts: readonly Printed[]): Promise<string> {
  const blocks = await Promise.all(
    accounts.map(
      async ({ issuer, account, link }) =>
        `<div class="otp"><p><b>${escape(issuer)}</b></p><p><i>${escape(account)}</i></p><img src="${await dataUri(link)}"></div>`,
    ),
  )
  return `<!DOCTYPE html>\n<html><head><title>Codes</title></head><body>${blocks.join("\n")}</body></html>`
}
