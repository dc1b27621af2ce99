import type { SsoProblem } from "../../core/errors.ts"

/** `start`: where a sign-in begins, with the start URL in the request. */
export type SsoSubject = "start" | "token" | "portal"

/** "Common Errors" of the IAM Identity Center OIDC and Portal API references. */
const BY_NAME: Readonly<Record<SsoSubject, ReadonlyMap<string, SsoProblem>>> = {
  start: new Map([
    ["InvalidRequestException", "start-url"],
    ["InvalidRequestRegionException", "start-url"],
    ["InvalidRedirectUriException", "start-url"],
    ["InvalidScopeException", "start-url"],
    ["AccessDeniedException", "refused"],
    ["UnauthorizedClientException", "refused"],
  ]),
  token: new Map([["AccessDeniedException", "refused"]]),
  portal: new Map([
    ["UnauthorizedException", "revoked"],
    ["ForbiddenException", "no-access"],
    ["AccessDeniedException", "no-access"],
    ["ResourceNotFoundException", "no-access"],
  ]),
}

/** @returns what a refusal of this name means; null: what it means of every service of AWS. */
export const refusedBy = (name: string, about: SsoSubject): SsoProblem | null =>
  BY_NAME[about].get(name) ?? null
