/**
 * Links as they are met. "accepted": what they mean; "refused": which part cannot be used, and why. The comments say
 * where a spelling comes from: program names are those that write it, numbers those of their issue trackers.
 */
import type { OtpPart, OtpProblem } from "../../src/core/errors.ts"
import type { OtpEntry } from "../../src/core/otp/entry.ts"

const S = "JBSWY3DPEHPK3PXP"
const plain = {
  type: "totp",
  secret: S,
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
  issuer: "",
  account: "",
} satisfies OtpEntry
const me = { ...plain, account: "me" }
const steam = { ...plain, type: "steam", digits: 5 } satisfies OtpEntry

interface Accepted {
  readonly uri: string
  readonly entry: OtpEntry
  readonly because: string
}

const accepted = (because: string, uri: string, entry: OtpEntry): Accepted => ({ because, uri, entry })

export const ACCEPTED_URIS: readonly Accepted[] = [
  // The Key URI Format itself.
  accepted("its own example", `otpauth://totp/Example:alice@google.com?secret=${S}&issuer=Example`, {
    ...plain,
    issuer: "Example",
    account: "alice@google.com",
  }),
  accepted(
    "every parameter",
    "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA512&digits=8&period=60",
    {
      ...plain,
      secret: "HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ",
      issuer: "ACME Co",
      account: "john.doe@email.com",
      algorithm: "SHA512",
      digits: 8,
      period: 60,
    },
  ),
  accepted("a counter", `otpauth://hotp/me?secret=${S}&counter=7`, { ...me, type: "hotp", counter: 7 }),
  accepted("colon as %3A, spaces before the account", `otpauth://totp/Example%3A%20%20me?secret=${S}`, {
    ...me,
    issuer: "Example",
  }),
  // Names.
  accepted("no issuer at all: none is invented", `otpauth://totp/me?secret=${S}`, me),
  accepted("the issuer only in the label", `otpauth://totp/GitHub:me?secret=${S}`, {
    ...me,
    issuer: "GitHub",
  }),
  accepted("the issuer only as a parameter", `otpauth://totp/me?secret=${S}&issuer=GitHub`, {
    ...me,
    issuer: "GitHub",
  }),
  accepted("prefix and parameter differ", `otpauth://totp/Old:me?secret=${S}&issuer=New`, {
    ...plain,
    issuer: "New",
    account: "Old:me",
  }),
  accepted("prefix and parameter differ in case", `otpauth://totp/github:me?secret=${S}&issuer=GitHub`, {
    ...me,
    issuer: "GitHub",
  }),
  accepted("an empty prefix (Ente)", `otpauth://totp/:me?secret=${S}`, me),
  accepted("several colons", `otpauth://totp/urn:a:b?secret=${S}`, {
    ...plain,
    issuer: "urn",
    account: "a:b",
  }),
  accepted("an issuer with a colon", `otpauth://totp/a%3Ab:c?secret=${S}&issuer=a%3Ab`, {
    ...plain,
    issuer: "a:b",
    account: "c",
  }),
  accepted("an empty label (Bitwarden)", `otpauth://totp/?secret=${S}&issuer=X`, { ...plain, issuer: "X" }),
  accepted("no label, no slash", `otpauth://totp?secret=${S}&issuer=X`, { ...plain, issuer: "X" }),
  accepted("neither name nor issuer (OTPClient 462)", `otpauth://totp/?secret=${S}`, plain),
  accepted("bare parameters (Ente)", `otpauth://totp/me?secret=${S}&issuer&period=30`, me),
  accepted(
    "parameters named like an object's",
    `otpauth://totp/me?__proto__=x&constructor=y&secret=${S}`,
    me,
  ),
  accepted("plus for a space (2FAS, Aegis)", `otpauth://totp/Air%20Canada:me?secret=${S}&issuer=Air+Canada`, {
    ...me,
    issuer: "Air Canada",
  }),
  accepted("plus for a space, no label to go by", `otpauth://totp/me?secret=${S}&issuer=Air+Canada`, {
    ...me,
    issuer: "Air Canada",
  }),
  accepted("plus as a plus, as the label has it", `otpauth://totp/C++:me?secret=${S}&issuer=C++`, {
    ...me,
    issuer: "C++",
  }),
  accepted("plus as a plus, spaces being %20", `otpauth://totp/my%20key?secret=${S}&issuer=A+B`, {
    ...plain,
    issuer: "A+B",
    account: "my key",
  }),
  accepted("plus in the path is a plus", `otpauth://totp/me+work@x.org?secret=${S}`, {
    ...plain,
    account: "me+work@x.org",
  }),
  accepted("raw space, # and & in the label", `otpauth://totp/My #1 & only:me?secret=${S}&issuer=Q`, {
    ...plain,
    issuer: "Q",
    account: "My #1 & only:me",
  }),
  accepted("a raw # in the issuer", `otpauth://totp/me?issuer=C#&secret=${S}`, { ...me, issuer: "C#" }),
  accepted("a fragment", `otpauth://totp/me?secret=${S}#top`, me),
  accepted("a broken percent", `otpauth://totp/100%:me?secret=${S}`, { ...me, issuer: "100%" }),
  accepted("percent escapes that are no UTF-8", `otpauth://totp/%c3%28?secret=${S}`, {
    ...plain,
    account: "%c3%28",
  }),
  accepted("half a surrogate pair", `otpauth://totp/%ed%a0%80?secret=${S}`, {
    ...plain,
    account: "%ed%a0%80",
  }),
  accepted("other scripts and emoji", `otpauth://totp/%E9%8A%80%E8%A1%8C:%F0%9F%94%91?secret=${S}`, {
    ...plain,
    issuer: "銀行",
    account: "🔑",
  }),
  accepted("characters that forge names", `otpauth://totp/%E2%80%AEpay%00pal%E2%80%8B:m%0D%0Ae?secret=${S}`, {
    ...plain,
    issuer: "paypal",
    account: "m  e",
  }),
  accepted("markup is text", `otpauth://totp/me?secret=${S}&issuer=%3Cimg%20onerror%3D1%3E{{x}}`, {
    ...me,
    issuer: "<img onerror=1>{{x}}",
  }),
  // Secrets.
  accepted("lower case (keepassxc 3754)", `otpauth://totp/me?secret=${S.toLowerCase()}`, me),
  accepted("spaces as %20", "otpauth://totp/me?secret=JBSW%20Y3DP%20EHPK%203PXP", me),
  accepted("spaces as plus", "otpauth://totp/me?secret=JBSW+Y3DP+EHPK+3PXP", me),
  accepted("raw spaces, dashes, underscores", "otpauth://totp/me?secret=JBSW Y3DP-EHPK_3PXP", me),
  accepted("padding (keepassxc 2959)", `otpauth://totp/me?secret=${S}======`, me),
  accepted("escaped padding (keepassxc 8300)", `otpauth://totp/me?secret=${S}%3D%3D`, me),
  accepted("padding escaped twice", `otpauth://totp/me?secret=${S}%253D`, me),
  accepted("17 characters (Proton)", `otpauth://totp/me?secret=${S}A`, me),
  accepted("the first of two secrets", `otpauth://totp/me?secret=${S}&secret=AAAAAAAA`, me),
  // Algorithms, digits, period, counter.
  ...(["sha1", "SHA-1", "HMACSHA1", "HmacSHA1", "Algorithm.sha1", "null", "", "SHA1%20"] as const).map(
    (spelling) =>
      accepted(`algorithm ${spelling}`, `otpauth://totp/me?secret=${S}&algorithm=${spelling}`, me),
  ),
  ...(["sha256", "SHA-256", "HMAC-SHA-256", "HmacSHA256", "Algorithm.sha256", "SHA_256"] as const).map(
    (spelling) =>
      accepted(`algorithm ${spelling}`, `otpauth://totp/me?secret=${S}&algorithm=${spelling}`, {
        ...me,
        algorithm: "SHA256",
      }),
  ),
  accepted("a bare algorithm", `otpauth://totp/me?secret=${S}&algorithm`, me),
  accepted("4 digits", `otpauth://totp/me?secret=${S}&digits=4`, { ...me, digits: 4 }),
  accepted("7 digits of 10 s (Authy's own)", `otpauth://totp/me?secret=${S}&digits=7&period=10`, {
    ...me,
    digits: 7,
    period: 10,
  }),
  accepted("10 digits", `otpauth://totp/me?secret=${S}&digits=10`, { ...me, digits: 10 }),
  accepted("a period of 1 s", `otpauth://totp/me?secret=${S}&period=1`, { ...me, period: 1 }),
  accepted("a period of a day", `otpauth://totp/me?secret=${S}&period=86400`, { ...me, period: 86_400 }),
  accepted("a counter on TOTP means nothing", `otpauth://totp/me?secret=${S}&counter=-1`, me),
  accepted("a period on HOTP means nothing (Ente)", `otpauth://hotp/me?secret=${S}&counter=3&period=0`, {
    ...me,
    type: "hotp",
    counter: 3,
  }),
  accepted("HOTP without a counter (Ente)", `otpauth://hotp/me?secret=${S}`, { ...me, type: "hotp" }),
  accepted("the last exact counter", `otpauth://hotp/me?secret=${S}&counter=9007199254740991`, {
    ...me,
    type: "hotp",
    counter: Number.MAX_SAFE_INTEGER,
  }),
  // Steam.
  accepted(
    "Steam as a type (Aegis, andOTP, Ente)",
    `otpauth://steam/Steam:me?secret=${S}&issuer=Steam&digits=5`,
    {
      ...steam,
      issuer: "Steam",
      account: "me",
    },
  ),
  accepted(
    "Steam as an encoder (KeePassXC)",
    `otpauth://totp/me?secret=${S}&period=30&digits=5&encoder=steam`,
    {
      ...steam,
      account: "me",
    },
  ),
  accepted("Steam as a bare word", `otpauth://totp/me?secret=${S}&steam`, { ...steam, account: "me" }),
  accepted("Steam by its issuer alone (Stratum)", `otpauth://totp/Steam:me?secret=${S}&issuer=Steam`, {
    ...steam,
    issuer: "Steam",
    account: "me",
  }),
  accepted("an issuer Steam with six digits is plain", `otpauth://totp/Steam:me?secret=${S}&digits=6`, {
    ...me,
    issuer: "Steam",
  }),
  accepted(
    "and so is one with a period or an algorithm that Steam does not have",
    `otpauth://totp/Steam:me?secret=${S}&period=60&algorithm=SHA256`,
    {
      ...me,
      issuer: "Steam",
      period: 60,
      algorithm: "SHA256",
    },
  ),
  accepted("and one with a period of its own", `otpauth://totp/Steam:me?secret=${S}&period=60`, {
    ...me,
    issuer: "Steam",
    period: 60,
  }),
  accepted("Steam as a scheme (Bitwarden, Proton Pass)", `steam://${S}`, { ...steam, issuer: "Steam" }),
  // How links are copied.
  accepted("a scheme in capitals", `OTPAUTH://TOTP/me?SECRET=${S}&DIGITS=8`, { ...me, digits: 8 }),
  accepted("white space and a byte-order mark around it", `\ufeff  otpauth://totp/me?secret=${S}\r\n`, me),
  accepted("quotes around it", `"otpauth://totp/me?secret=${S}"`, me),
  accepted("angle brackets around it", `<otpauth://totp/me?secret=${S}>`, me),
  accepted("escaped for HTML", `otpauth://totp/me?secret=${S}&amp;digits=8&amp;issuer=X`, {
    ...me,
    digits: 8,
    issuer: "X",
  }),
  accepted(
    "addresses of pictures are not read",
    `otpauth://totp/me?secret=${S}&image=http://169.254.169.254/&icon=x`,
    me,
  ),
  // What other programs add.
  accepted("tags (andOTP)", `otpauth://totp/me?secret=${S}&tags=work&tags=a%20b&tags=work`, {
    ...me,
    tags: ["work", "a b"],
  }),
  accepted(
    "codeDisplay (Ente)",
    `otpauth://totp/me?secret=${S}&codeDisplay=%7B%22pinned%22%3Afalse%2C%22tags%22%3A%5B%22home%22%5D%2C%22note%22%3A%22hi%22%7D`,
    { ...me, tags: ["home"], note: "hi" },
  ),
  accepted("a codeDisplay that is no JSON", `otpauth://totp/me?secret=${S}&codeDisplay=%7B%22tags`, me),
]

interface Refused {
  readonly uri: string
  readonly part: OtpPart
  readonly problem: OtpProblem
}

const refused = (uri: string, part: OtpPart, problem: OtpProblem): Refused => ({ uri, part, problem })

export const REFUSED_URIS: readonly Refused[] = [
  refused("", "uri", "empty"),
  refused(" \n ", "uri", "empty"),
  refused("hello", "uri", "not-otpauth"),
  refused("any other text ".repeat(10_000), "uri", "not-otpauth"),
  refused("https://example.com/?secret=JBSWY3DPEHPK3PXP", "uri", "not-otpauth"),
  refused("javascript:alert(1)", "uri", "not-otpauth"),
  refused("WIFI:T:WPA;S:home;P:secret;;", "uri", "not-otpauth"),
  refused(`totp/me?secret=${S}`, "uri", "not-otpauth"),
  refused(`otpauth:totp/me?secret=${S}`, "uri", "damaged"),
  refused(`otpauth://totp/me?secret=${S}&issuer=${"x".repeat(4_096)}`, "uri", "too-long"),
  refused(`otpauth://totp/${"x".repeat(1_048_576)}?secret=${S}`, "uri", "too-long"),
  refused(`otpauth://totp/me?secret=${S}&issuer=X otpauth://totp/me?secret=${S}&digits=8`, "uri", "damaged"),
  refused(`otpauth://totp/me?secret=${S}&issuer=Xotpauth://totp/me?secret=${S}`, "uri", "damaged"),
  refused("steam://rungameid/440", "uri", "not-otpauth"),
  refused(`otpauth:///me?secret=${S}`, "type", "missing"),
  refused(`otpauth://foo/me?secret=${S}`, "type", "unsupported"),
  refused(`otpauth://user:pass@totp/me?secret=${S}`, "type", "unsupported"),
  refused(`otpauth://totp:80/me?secret=${S}`, "type", "unsupported"),
  refused(`otpauth://yaotp/me?secret=${S}&pin=1234`, "type", "unsupported"),
  refused("motp://Site:me?secret=1e6b4ab3c8d0a5f2", "type", "unsupported"),
  refused(`otpauth://totp/me?secret=${S}&encoder=base64`, "type", "unsupported"),
  refused(`otpauth://hotp/me?secret=${S}&encoder=steam&counter=1`, "type", "unsupported"),
  refused("otpauth://totp/me", "secret", "missing"),
  refused("otpauth://totp/me?issuer=X", "secret", "missing"),
  refused("otpauth://totp/me?secret", "secret", "empty"),
  refused("otpauth://totp/me?secret=", "secret", "empty"),
  refused("otpauth://totp/me?secret=%3D%3D", "secret", "empty"),
  refused("otpauth://totp/me?secret=A", "secret", "too-short"), // otpauth: a key of no bytes
  refused("otpauth://totp/me?secret=JBSWY3DPEHPK3PX0", "secret", "digit-for-letter"),
  refused("otpauth://totp/me?secret=JBSWY3DPEHPK3PX1", "secret", "digit-for-letter"),
  refused("otpauth://totp/me?secret=JBSWY3DPEHPK3PX8", "secret", "digit-for-letter"),
  refused("otpauth://totp/me?secret=JBSWY3DPEHPK3PX9", "secret", "digit-for-letter"),
  refused("otpauth://totp/me?secret=%D0%90BSWY3DPEHPK3PXP", "secret", "bad-characters"),
  refused("otpauth://totp/me?secret=JBSWY3DP%", "secret", "bad-characters"),
  refused(`otpauth://totp/me?secret=${"A".repeat(500)}`, "secret", "too-long"),
  ...["MD5", "sha224", "SHA384", "SHA3-256", "none", "HS256", "\u017fha1"].map((algorithm) =>
    refused(`otpauth://totp/me?secret=${S}&algorithm=${algorithm}`, "algorithm", "unsupported"),
  ),
  refused(`otpauth://steam/me?secret=${S}&algorithm=SHA256`, "algorithm", "unsupported"),
  refused(`otpauth://steam/me?secret=${S}&digits=6`, "digits", "out-of-range"),
  ...["0", "3", "11", "99", "-1", "1000000000000000000000"].map((digits) =>
    refused(`otpauth://totp/me?secret=${S}&digits=${digits}`, "digits", "out-of-range"),
  ),
  ...["6.5", "6.0", "1e1", "0x6", "+6", "\uff16", "%D9%A6", "null", "NaN", "six", "6 6"].map((digits) =>
    refused(`otpauth://totp/me?secret=${S}&digits=${digits}`, "digits", "not-a-whole-number"),
  ),
  refused(`otpauth://totp/me?secret=${S}&digits=`, "digits", "empty"),
  ...["0", "-30", "86401", "1000000000"].map((period) =>
    refused(`otpauth://totp/me?secret=${S}&period=${period}`, "period", "out-of-range"),
  ),
  ...["0.5", "NaN", "30s", "1e1"].map((period) =>
    refused(`otpauth://totp/me?secret=${S}&period=${period}`, "period", "not-a-whole-number"),
  ),
  refused(`otpauth://totp/me?secret=${S}&period=`, "period", "empty"),
  refused(`otpauth://totp/me?secret=${S}&period`, "period", "empty"),
  ...["-1", "9007199254740992", "18446744073709551615"].map((counter) =>
    refused(`otpauth://hotp/me?secret=${S}&counter=${counter}`, "counter", "out-of-range"),
  ),
  refused(`otpauth://hotp/me?secret=${S}&counter=1e3`, "counter", "not-a-whole-number"),
  refused(`otpauth://hotp/me?secret=${S}&counter=`, "counter", "empty"),
  refused(`otpauth://totp/${"x".repeat(201)}?secret=${S}`, "label", "too-long"),
  refused(`otpauth://totp/me?secret=${S}&issuer=${"x".repeat(201)}`, "label", "too-long"),
  refused(`otpauth://totp/${"e%CC%81".repeat(300)}?secret=${S}`, "label", "too-long"),
]
