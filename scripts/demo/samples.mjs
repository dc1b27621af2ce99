import { randomBytes } from "node:crypto"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import QRCode from "qrcode"

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** A new secret of 160 bits in base32, known to nobody. */
const newSecret = () => Array.from(randomBytes(32), (byte) => alphabet[byte % 32]).join("")

/**
 * As a QR code holds an account.
 * @param {string} issuer
 * @param {string} account
 * @param {string} [secret] base32
 */
export function otpauthLink(issuer, account, secret = newSecret()) {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}

/** Accounts as a person has them after a few years; their secrets are made up on the spot. */
export const everydayAccounts = /** @type {const} */ ([
  ["GitHub", "ada-lovelace"],
  ["Google", "ada.lovelace@gmail.com"],
  ["Stripe", "ada@analytical.engine"],
  ["Slack", "analytical-engine"],
  ["Fastmail", "ada@fastmail.com"],
  ["GitLab", "ada"],
  ["npm", "adalovelace"],
])

/**
 * A text with one link a line, as several programs export their accounts.
 * @param {string} folder
 */
export async function writeLinks(folder) {
  const file = join(folder, "everyday-accounts.txt")
  const links = everydayAccounts.map(([issuer, account]) => otpauthLink(issuer, account))
  await writeFile(file, `${links.join("\n")}\n`, { mode: 0o600 })
  return file
}

/**
 * A picture of a QR code, as a site shows it.
 * @param {string} file
 * @param {string} link
 */
export async function drawQr(file, link) {
  await QRCode.toFile(file, link, { margin: 4, scale: 8, errorCorrectionLevel: "M" })
  return file
}
