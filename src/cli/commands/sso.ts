import { rowsOf } from "../../core/sso/rows.ts"
import { searchRoles } from "../../shared/search-roles.ts"
import { AppError } from "../../core/errors.ts"
import type { SsoSignIn } from "../../core/vault/sso-fields.ts"
import type { Context } from "../context.ts"
import { isoTime, printable, table } from "../output.ts"
import { quoted } from "./aws-key-add.ts"

interface Json {
  json?: boolean
}

export interface SsoAddOptions extends Json {
  startUrl?: string
  region?: string
  fromConfig?: boolean
  endpoint?: string
}

export interface SsoLoginOptions extends Json {
  device?: boolean
  awsCli?: boolean
  /** False with `--no-browser`. */
  browser?: boolean
}

export interface SsoRolesOptions extends Json {
  search?: string
}

/** What is printed of a sign-in as JSON: nothing of its token. */
function shown({ id, name, startUrl, region, endpoint, signedIn }: SsoSignIn, nowMs: number) {
  return {
    ...{ id, name, startUrl, region, endpoint },
    signedIn: isSignedIn(signedIn, nowMs),
    expiresAt: signedIn === null ? null : isoTime(signedIn.expiresAtMs),
    renewable: signedIn?.renewable ?? false,
  }
}

function isSignedIn(signedIn: SsoSignIn["signedIn"], nowMs: number): boolean {
  return signedIn !== null && (signedIn.renewable || signedIn.expiresAtMs > nowMs)
}

async function placeOf(context: Context, name: string, options: SsoAddOptions) {
  const { startUrl, region } = options
  if (options.fromConfig !== true) {
    if (startUrl === undefined || region === undefined)
      throw new AppError({ kind: "usage", message: "Give --start-url and --region, or --from-config." })
    return { startUrl, region }
  }
  const found = (await context.listing().sso.found()).find((each) => each.name === name)
  if (found === undefined) throw new AppError({ kind: "not-found", what: "sign-in", query: name })
  return { startUrl: startUrl ?? found.startUrl, region: region ?? found.region }
}

/** `keycard sso add <NAME>`. */
export async function ssoAdd(context: Context, name: string, options: SsoAddOptions): Promise<void> {
  const { output, clock } = context
  const { endpoint } = options
  const place = await placeOf(context, name, options)
  const signIn = await context.listing().sso.addSignIn({ name, ...place, endpoint })
  if (options.json === true) {
    output.json(shown(signIn, clock.nowMs()))
    return
  }
  output.data(`Added ${printable(signIn.name)}: ${printable(signIn.startUrl)} in ${signIn.region}.`)
  output.words(`Sign in: keycard sso login ${quoted(signIn.name)}`)
}

/** `keycard sso list`. */
export async function ssoList(context: Context, { json }: Json): Promise<void> {
  const { output, clock } = context
  const { sso } = context.listing()
  const signIns = await sso.signIns()
  const nowMs = clock.nowMs()
  if (json === true) {
    output.json(signIns.map((signIn) => shown(signIn, nowMs)))
    return
  }
  if (signIns.length > 0)
    output.data(
      table(
        signIns.map((signIn) => [
          printable(signIn.name),
          isSignedIn(signIn.signedIn, nowMs) ? "signed in" : "signed out",
          printable(signIn.startUrl),
          signIn.region,
        ]),
      ),
    )
  else output.words("No sign-ins yet. Add one: keycard sso add NAME --start-url URL --region REGION")
  for (const { name, startUrl } of await sso.found())
    if (startUrl !== "")
      output.words(`AWS's files name ${printable(name)}: keycard sso add ${quoted(name)} --from-config`)
}

/** `keycard sso remove <NAME>`. */
export async function ssoRemove(context: Context, name: string): Promise<void> {
  const { id, name: removed } = await context.listing().sso.findSignIn(name)
  await (await context.sso()).removeSignIn(id)
  context.output.data(`Removed ${printable(removed)}.`)
}

async function login(context: Context, id: string, options: SsoLoginOptions): Promise<SsoSignIn> {
  const { output, signal } = context
  const sso = await context.sso()
  if (options.awsCli === true) return sso.signInByCommandLine(id, { signal })
  if (options.device === true) {
    return sso.signInByDevice(id, {
      signal,
      onCode: ({ userCode, verificationUri, verificationUriComplete, expiresAtMs }) => {
        output.words(`Open ${printable(verificationUriComplete)}`)
        output.words(`and compare the code: ${printable(userCode)}`)
        if (verificationUriComplete !== verificationUri)
          output.words(`Or type it at ${printable(verificationUri)}. It lasts until ${isoTime(expiresAtMs)}.`)
      },
    })
  }
  const stayHere = options.browser === false
  return sso.signInByBrowser(id, {
    ...{ signal, stayHere },
    onPage: (url) => {
      output.words(
        stayHere ? "Open this page in a browser on this computer:" : "Your browser opens this page:",
      )
      output.words(url)
    },
  })
}

/** `keycard sso login <NAME>`. */
export async function ssoLogin(context: Context, name: string, options: SsoLoginOptions): Promise<void> {
  const { output, clock } = context
  const { id } = await context.listing().sso.findSignIn(name)
  const signIn = await login(context, id, options)
  if (options.json === true) {
    output.json(shown(signIn, clock.nowMs()))
    return
  }
  const until = isoTime(signIn.signedIn?.expiresAtMs ?? clock.nowMs())
  const words =
    signIn.signedIn?.renewable === true ? "and stays so by itself as long as AWS lets it" : `until ${until}`
  output.data(`Signed in to ${printable(signIn.name)}, ${words}.`)
}

/** `keycard sso logout <NAME>`. */
export async function ssoLogout(context: Context, name: string): Promise<void> {
  const { id, name: left } = await context.listing().sso.findSignIn(name)
  await (await context.sso()).signOut(id, { signal: context.signal })
  context.output.data(`Signed out of ${printable(left)}.`)
}

/** `keycard sso roles <NAME>`. */
export async function ssoRoles(context: Context, name: string, options: SsoRolesOptions): Promise<void> {
  const { output, signal } = context
  const { id } = await context.listing().sso.findSignIn(name)
  const sso = await context.sso()
  output.status("Asking for your accounts…")
  const access = await sso.access(id, {
    signal,
    onProgress: (done, total) =>
      output.status(`Asking for your roles: ${String(done)} of ${String(total)} accounts…`),
  })
  const rows = searchRoles(rowsOf(access), options.search ?? "")
  output.status(null)
  if (options.json === true) output.json(rows.map((row) => ({ ...row })))
  else if (rows.length === 0) output.words("No account or role has these words.")
  else
    output.data(
      table(
        rows.map(({ accountId, accountName, roleName }) => [accountId, printable(accountName), roleName]),
      ),
    )
}
