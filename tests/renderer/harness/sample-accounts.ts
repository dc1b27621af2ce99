import type { AccountView, KeptView } from "../../../src/shared/ipc/views.ts"

const first: readonly (readonly [issuer: string, account: string, extra?: Partial<AccountView>])[] = [
  ["GitHub", "mona@octo.example", { pinned: true }],
  ["Amazon Web Services", "mona@123456789012", { pinned: true, tags: ["work"] }],
  ["Google", "mona.lisa@gmail.example"],
  ["Steam", "gabenfan", { type: "steam", digits: 5 }],
  ["Fastmail", "mona@fastmail.example"],
  ["Old Bank", "4711-0815", { type: "hotp" }],
  ["Cloudflare", "infra@octo.example", { tags: ["work", "dns"] }],
  ["1Password", "mona@octo.example"],
  ["Proton", "mona@proton.example", { digits: 8 }],
  ["GitLab", "mona"],
  ["npm", "mona"],
  ["DigitalOcean", "team@octo.example"],
  [
    "Hetzner Online GmbH & Co. KG, Industriestraße 25, 91710 Gunzenhausen",
    "K0123456789-a-very-long-customer-number@accounts.hetzner.example",
  ],
  ["تويتر", "حساب@example.com"],
  ["evil\u202Egnp.exe", "left \u202Eright"],
  ["🦊 Fox Wallet", "🦊🦊🦊"],
  ["", "no issuer at all"],
  ["Slack", "mona@octo.slack.example"],
  ["Dropbox", "mona@dropbox.example"],
  ["Bitwarden", "mona@vault.example", { period: 60 }],
  ["Discord", "mona#0001"],
  ["Hugging Face", "mona"],
  ["Vercel", "mona-lisa", { algorithm: "SHA256" }],
  ["Zoom", "mona@zoom.example"],
]

const names = [
  "Acme",
  "Borealis",
  "Cinder",
  "Delta",
  "Ember",
  "Fjord",
  "Grove",
  "Harbor",
  "Indigo",
  "Juniper",
]

/** The same id for the same place. */
export function sampleId(kind: number, index: number): string {
  return `00000000-0000-4000-8${String(kind).padStart(3, "0")}-${String(index).padStart(12, "0")}`
}

export function sampleAccounts(count: number): AccountView[] {
  return Array.from({ length: count }, (_unused, index): AccountView => {
    const [issuer, account, extra] = first[index] ?? [
      `${names[index % names.length] ?? ""} ${Math.floor(index / names.length)}`,
      `user${index}@example.com`,
    ]
    return {
      id: sampleId(1, index),
      issuer,
      account,
      type: "totp",
      algorithm: "SHA1",
      digits: 6,
      period: 30,
      tags: [],
      pinned: false,
      note: "",
      mark: "",
      uses: 0,
      usedAtMs: null,
      trashedAtMs: null,
      ...extra,
    }
  })
}

/** Entries that cannot be computed, as an import left them. */
export function sampleKept(count: number): KeptView[] {
  return Array.from({ length: count }, (_, index) => ({
    id: crypto.randomUUID(),
    issuer: index % 2 === 0 ? "Intranet" : "Яндекс",
    account: "mona",
    what: index % 2 === 0 ? "mOTP" : "Yandex",
    from: "Aegis",
    createdAtMs: 1_790_000_000_000,
  }))
}
