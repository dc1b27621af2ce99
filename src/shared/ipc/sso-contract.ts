/** @file Sign-ins to IAM Identity Center, as they cross between main and the page. A part of contract.ts. No token does. */
import { z } from "zod"
import { id, unixMs } from "./views.ts"

const nothing = z.strictObject({})
const ofSignIn = z.strictObject({ signInId: id })
const region = z.string().max(60)

export const signInView = z.strictObject({
  id,
  name: z.string(),
  startUrl: z.string(),
  region: z.string(),
  endpoint: z.string().nullable(),
  /** `ended`: nobody signed out, and a person has to sign in again. */
  state: z.enum(["signed-in", "signed-out", "ended"]),
  /** When the present token ends; null: signed out. */
  expiresAtMs: unixMs.nullable(),
  /** Keycard renews the token by itself. */
  renewable: z.boolean(),
  /** What is under way. */
  running: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("starting") }),
      z.strictObject({ kind: z.literal("browser") }),
      z.strictObject({
        kind: z.literal("device"),
        userCode: z.string(),
        verificationUri: z.string(),
        expiresAtMs: unixMs,
      }),
      z.strictObject({ kind: z.literal("listing") }),
    ])
    .nullable(),
})
export type SignInView = z.output<typeof signInView>

export const ssoOverview = z.strictObject({
  signIns: z.array(signInView),
  /** What AWS's own files name and Keycard does not have. */
  found: z.array(
    z.strictObject({
      name: z.string(),
      startUrl: z.string(),
      region: z.string(),
      /** Until when the AWS command line is signed in there. */
      signedInUntilMs: unixMs.nullable(),
    }),
  ),
})
export type SsoOverview = z.output<typeof ssoOverview>

export const roleRow = z.strictObject({
  accountId: z.string(),
  accountName: z.string(),
  roleName: z.string(),
  /** A name for its profile that is free. */
  suggestedName: z.string(),
  /** The profile that has this role already. */
  profile: z.string().nullable(),
})
export type RoleRow = z.output<typeof roleRow>

export const ssoProgress = z.strictObject({ signInId: id, done: z.int(), total: z.int() })

export const ssoRequests = {
  "sso:overview": { request: nothing, response: ssoOverview },
  "sso:add": {
    request: z.strictObject({
      name: z.string().max(200),
      startUrl: z.string().max(2_000),
      region,
      endpoint: z.string().max(2_000).nullable(),
    }),
    response: z.strictObject({ signInId: id }),
  },
  "sso:remove": { request: ofSignIn, response: nothing },
  /** Answers when the person is signed in; `sso:changed` shows the code on the way. One at a time for each. */
  "sso:sign-in": {
    request: ofSignIn.extend({ way: z.enum(["browser", "device", "command-line"]) }),
    response: nothing,
  },
  /** Calls off what is under way, which then fails as `cancelled`. */
  "sso:cancel": { request: ofSignIn, response: nothing },
  /** Opens the page where the code that is shown is confirmed; its address is known to main alone. */
  "sso:open-page": { request: ofSignIn, response: nothing },
  "sso:sign-out": { request: ofSignIn, response: nothing },
  /** With `sso:progress` on the way. */
  "sso:roles": { request: ofSignIn, response: z.strictObject({ rows: z.array(roleRow) }) },
  /** All or none. */
  "sso:add-profiles": {
    request: ofSignIn.extend({
      profiles: z
        .array(
          z.strictObject({
            name: z.string().max(500),
            accountId: z.string().max(20),
            accountName: z.string().max(200),
            roleName: z.string().max(100),
          }),
        )
        .min(1)
        .max(200),
      region: region.nullable(),
      renew: z.enum(["auto", "on-demand", "never"]),
    }),
    response: z.strictObject({ profileIds: z.array(id) }),
  },
}
