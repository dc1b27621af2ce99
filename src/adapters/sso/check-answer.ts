/** @file What Identity Center answered, field by field. Texts from outside end on a screen, in files and in a browser. */
import { z } from "zod"
import { AppError } from "../../core/errors.ts"

import type { SessionCredentials } from "../../core/ports/aws-api.ts"
import type {
  CenterAccount,
  DeviceAuthorization,
  Page,
  SsoClient,
  SsoTarget,
  SsoTokens,
} from "../../core/ports/sso-api.ts"
import { checkCredentials } from "../aws/check-answer.ts"
import { isTrustedPage } from "./trusted-page.ts"

const DAY_SECONDS = 86_400
/** Visible ASCII: it goes into headers and into the keychain. */
const token = z.string().regex(/^[\x21-\x7e]{1,16384}$/)
/** Unix time in seconds. */
const unixSeconds = z.number().positive().max(253_402_300_799)
/** Words for a person, of one line. */
const words = (most: number) =>
  z
    .string()
    .optional()
    .transform((text = "") =>
      text
        .replace(/\p{C}+/gu, " ")
        .trim()
        .slice(0, most),
    )

const client = z.object({ clientId: token, clientSecret: token, clientSecretExpiresAt: unixSeconds })
const device = z.object({
  deviceCode: token,
  userCode: z.string().regex(/^[A-Z0-9-]{4,32}$/i),
  verificationUri: z.string().max(2_000),
  verificationUriComplete: z.string().max(2_000).optional(),
  expiresIn: z.number().positive().max(DAY_SECONDS),
  interval: z.number().nonnegative().max(300).optional(),
})
const tokens = z.object({
  accessToken: token,
  expiresIn: z
    .number()
    .positive()
    .max(90 * DAY_SECONDS),
  refreshToken: token.optional(),
})
const pageToken = z.string().min(1).max(8_192).nullish()
const accounts = z.object({
  nextToken: pageToken,
  accountList: z
    .array(
      z.object({
        accountId: z.string().regex(/^\d{12}$/),
        accountName: words(200),
        emailAddress: words(320),
      }),
    )
    .max(1_000)
    .optional(),
})
const roles = z.object({
  nextToken: pageToken,
  roleList: z
    .array(z.object({ roleName: z.string().regex(/^[\w+=,.@-]{1,64}$/) }))
    .max(1_000)
    .optional(),
})

/** RFC 8628 section 3.5: where AWS says none. */
const USUAL_INTERVAL_SECONDS = 5

function parsed<T>(schema: z.ZodType<T>, raw: unknown, target: SsoTarget): T {
  const result = schema.safeParse(raw)
  // Without what zod says: it repeats what it read.
  if (!result.success) throw new AppError({ kind: "sso", problem: "answer", signIn: target.name })
  return result.data
}

/** @throws AppError `sso` `answer`; so do the others here. */
export function checkClient(raw: unknown, target: SsoTarget): SsoClient {
  const { clientId, clientSecret, clientSecretExpiresAt } = parsed(client, raw, target)
  return { clientId, clientSecret, expiresAtMs: Math.floor(clientSecretExpiresAt * 1_000) }
}

export function checkDevice(raw: unknown, target: SsoTarget, nowMs: number): DeviceAuthorization {
  const read = parsed(device, raw, target)
  const complete = read.verificationUriComplete ?? read.verificationUri
  if (!isTrustedPage(read.verificationUri, target) || !isTrustedPage(complete, target))
    throw new AppError({ kind: "sso", problem: "answer", signIn: target.name })
  return {
    deviceCode: read.deviceCode,
    userCode: read.userCode,
    verificationUri: read.verificationUri,
    verificationUriComplete: complete,
    expiresAtMs: Math.floor(nowMs + read.expiresIn * 1_000),
    intervalSeconds: Math.max(1, read.interval ?? USUAL_INTERVAL_SECONDS),
  }
}

export function checkTokens(raw: unknown, target: SsoTarget, nowMs: number): SsoTokens {
  const { accessToken, expiresIn, refreshToken } = parsed(tokens, raw, target)
  return {
    accessToken,
    expiresAtMs: Math.floor(nowMs + expiresIn * 1_000),
    refreshToken: refreshToken ?? null,
  }
}

export function checkAccounts(raw: unknown, target: SsoTarget): Page<CenterAccount> {
  const { accountList = [], nextToken } = parsed(accounts, raw, target)
  const items = accountList.map(({ accountId, accountName, emailAddress }) => ({
    accountId,
    name: accountName,
    email: emailAddress,
  }))
  return { items, nextToken: nextToken ?? null }
}

export function checkRoles(raw: unknown, target: SsoTarget): Page<string> {
  const { roleList = [], nextToken } = parsed(roles, raw, target)
  return { items: roleList.map(({ roleName }) => roleName), nextToken: nextToken ?? null }
}

const role = z.object({
  roleCredentials: z.object({
    accessKeyId: z.unknown().optional(),
    secretAccessKey: z.unknown().optional(),
    sessionToken: z.unknown().optional(),
    expiration: z.unknown().optional(),
  }),
})

/** The expiry is in milliseconds here, and in seconds everywhere else. @throws AppError `aws-answer` */
export function checkRoleCredentials(raw: unknown, serverNowMs: number): SessionCredentials {
  const result = role.safeParse(raw)
  if (!result.success) throw new AppError({ kind: "aws-answer", problem: "no-credentials" })
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = result.data.roleCredentials
  return checkCredentials(
    {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: typeof expiration === "number" ? new Date(expiration) : undefined,
    },
    serverNowMs,
  )
}
