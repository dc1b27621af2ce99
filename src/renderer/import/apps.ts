/** @file The apps that people come from: where each keeps its export, or what to do where it has none. Menus as the apps
 * show them; what is read of the files is in docs/formats.md. */

/** What a guide offers at its end, besides the steps. */
export type Way = "file" | "screen" | "camera" | "typed"

export interface Guide {
  /** Why there is no file to choose, in a sentence or two. */
  readonly why: string
  readonly steps: readonly string[]
  /** Last words: what must not be forgotten, or a way for the few. */
  readonly aside?: string
  readonly ways: readonly Way[]
}

export interface App {
  readonly id: string
  readonly name: string
  /** One line: where the export is found, or that there is none. */
  readonly where: string
  /** Other words that people search for. */
  readonly also?: string
  /** Absent: its export is a file, which Keycard reads. */
  readonly guide?: Guide
}

/** How an account moves whose secret its app does not give away. @param from the app, as in a sentence */
function anew(from: string): string[] {
  return [
    `Open ${from}: each account in its list is one site to visit. Begin with the site you need most.`,
    `Sign in to the site with a code of ${from}, and open its security settings.`,
    "Set up the authenticator app once more, or turn two-factor sign-in off and on. The site shows a new QR code.",
    "Read that QR code here, from the screen or with the camera, and type Keycard’s code into the site.",
    "Save the site’s recovery codes. Sign in once with Keycard before you go on to the next site.",
  ]
}

const anyWay: readonly Way[] = ["screen", "camera", "typed"]

const authy: Guide = {
  why: "Authy has no export, and its desktop app is gone. Each account is set up anew, in about two minutes.",
  steps: anew("Authy"),
  aside:
    "Keep Authy’s account until the last site is done. Codes of 7 digits that change every 10 seconds are Authy’s own: those sites stop working when it is deleted. From a rooted Android phone, Keycard reads Authy’s preferences file.",
  ways: anyWay,
}

const microsoft: Guide = {
  why: "Microsoft Authenticator backs up only into itself. Each account is set up anew, in about two minutes.",
  steps: anew("Microsoft Authenticator"),
  aside:
    "Sign-ins that you approve with a tap stay in Microsoft’s app. For a Microsoft account with codes, choose “a different authenticator app” in its security settings. From a rooted Android phone, Keycard reads the file PhoneFactor.",
  ways: anyWay,
}

const google: Guide = {
  why: "Google Authenticator shows its export as QR codes, ten accounts in each.",
  steps: [
    "On the phone, open the menu, then Transfer accounts › Export accounts.",
    "Choose the accounts. The phone shows the first QR code, and says how many there are.",
    "Hold the phone up to this computer’s camera. Or take a picture of each code, and choose the pictures here.",
    "Go on until all parts are read: Keycard says which are missing.",
  ],
  aside:
    "The accounts stay on the phone as long as you do not remove them there. Delete the pictures afterwards.",
  ways: ["camera", "file"],
}

const lastPass: Guide = {
  why: "Two things have this name, and each has an export of its own. A backup in LastPass’s cloud is none.",
  steps: [
    "LastPass Authenticator: in the app, Settings › Transfer accounts › Export accounts to file. It is not encrypted.",
    "LastPass, the password manager: sign in on the web, then Advanced options › Export. It gives a CSV file.",
    "Bring the file to this computer, choose it here, and delete it afterwards.",
    "Does the app offer no export? Then set up each site anew: its security settings show a new QR code.",
  ],
  ways: ["file", "screen", "camera"],
}

const duo: Guide = {
  why: "Duo Mobile has no export. Codes of other sites can be set up anew; Duo’s own sign-ins stay in it.",
  steps: anew("Duo Mobile"),
  aside:
    "For sign-ins of your work or school, ask its help desk whether another authenticator may be used. From a rooted Android phone, Keycard reads Duo’s file of accounts.",
  ways: anyWay,
}

const bound: Guide = {
  why: "These apps tie a sign-in to one phone. No other app can make their codes, unless the site offers another kind.",
  steps: [
    "Sign in to the site, and open its security settings.",
    "Look for “authenticator app”, “TOTP” or “Google Authenticator” among its ways to sign in, and choose it.",
    "Read the QR code that it shows here, and type Keycard’s code into the site.",
    "Does the site offer nothing of the kind? Keep its app for this one account.",
  ],
  ways: anyWay,
}

const other: Guide = {
  why: "Whatever the app: what it can give away, Keycard can most likely read.",
  steps: [
    "Look in its settings for Export, Backup or Transfer. Drop the file on this window: Keycard looks at what is in it.",
    "A table works too: CSV with the columns Issuer, Account and TOTP. So does a text with one otpauth:// link a line.",
    "Shows it QR codes? Read them from the screen, with the camera, or from pictures.",
    "Shows it an account’s secret key? Type it in.",
    "If it gives nothing away, set up each site anew: its security settings show a new QR code.",
  ],
  ways: ["file", ...anyWay],
}

const none = "No export: a guide for setting up anew"

export const apps: readonly App[] = [
  {
    id: "1password",
    name: "1Password",
    where: "On a computer: File › Export. Choose 1PUX, or CSV.",
    also: "one password manager",
  },
  {
    id: "2fas",
    name: "2FAS",
    where: "Settings › 2FAS Backup › Export. With or without a password.",
    also: "two",
  },
  { id: "aegis", name: "Aegis", where: "Settings › Import & Export › Export. Encrypted or not." },
  { id: "andotp", name: "andOTP", where: "Menu › Backups. Plain, or encrypted with a password." },
  {
    id: "apple",
    name: "Apple Passwords, Safari",
    where: "On a Mac: File › Export passwords. It gives a CSV file.",
    also: "icloud keychain ios",
  },
  {
    id: "authenticator-plus",
    name: "Authenticator Plus",
    where: "Settings › Backup & Restore. The ZIP file.",
  },
  { id: "authy", name: "Authy", where: none, also: "twilio", guide: authy },
  {
    id: "bitwarden",
    name: "Bitwarden",
    where: "Settings › Export vault. JSON, CSV, or JSON protected with a password.",
    also: "vaultwarden password manager",
  },
  {
    id: "bitwarden-authenticator",
    name: "Bitwarden Authenticator",
    where: "Settings › Export. JSON or CSV.",
  },
  { id: "duo", name: "Duo Mobile", where: none, guide: duo },
  { id: "ente", name: "Ente Auth", where: "Settings › Data › Export codes. Encrypted or plain." },
  { id: "freeotp", name: "FreeOTP", where: "Menu › Backup. The file has a password.", also: "red hat" },
  { id: "freeotp-plus", name: "FreeOTP+", where: "Menu › Export. JSON, or a list of links." },
  {
    id: "google",
    name: "Google Authenticator",
    where: "Shows QR codes: a guide for reading them",
    also: "migration transfer",
    guide: google,
  },
  {
    id: "keepass",
    name: "KeePass, KeePassXC",
    where: "The database itself (.kdbx) with its password, or KeePassXC’s CSV.",
    also: "kdbx keepassium strongbox",
  },
  { id: "lastpass", name: "LastPass", where: "Two exports: a guide for finding yours", guide: lastPass },
  {
    id: "microsoft",
    name: "Microsoft Authenticator",
    where: none,
    also: "office azure entra",
    guide: microsoft,
  },
  {
    id: "bound",
    name: "Okta Verify, Symantec VIP, a bank’s app",
    where: "Tied to one phone: what can be done",
    also: "rsa securid entrust push yandex",
    guide: bound,
  },
  {
    id: "proton-authenticator",
    name: "Proton Authenticator",
    where: "Settings › Export. Encrypted or plain.",
  },
  {
    id: "proton-pass",
    name: "Proton Pass",
    where: "Settings › Export. The ZIP without PGP encryption.",
    also: "password manager",
  },
  {
    id: "raivo",
    name: "Raivo OTP",
    where: "Settings › Export OTPs to ZIP archive. Its password is the app’s.",
  },
  {
    id: "steam",
    name: "Steam",
    where: "The maFile of a desktop authenticator.",
    also: "valve guard sda",
  },
  {
    id: "stratum",
    name: "Stratum, Authenticator Pro",
    where: "Menu › Back up. Encrypted, a web page, or a list of links.",
  },
  { id: "totp-authenticator", name: "TOTP Authenticator", where: "Settings › Backup. The encrypted file." },
  { id: "winauth", name: "WinAuth", where: "Menu › Export. A text file, or a ZIP." },
  {
    id: "other",
    name: "Another app",
    where: "What else can be read, and what to try",
    also: "csv list html zip",
    guide: other,
  },
]

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

/** The apps that all words of a search fit, those first whose name begins with it; "another app" fits every search. */
export function findApps(search: string): readonly App[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return apps
  const hits = apps.filter(({ name, also = "" }) => {
    const text = plain(`${name} ${also}`)
    return words.every((word) => text.includes(word))
  })
  const first = (app: App) => (plain(app.name).startsWith(words[0] ?? "") ? 0 : 1)
  const sorted = hits.toSorted((a, b) => first(a) - first(b))
  return sorted.some(({ id }) => id === "other")
    ? sorted
    : [...sorted, ...apps.filter(({ id }) => id === "other")]
}
