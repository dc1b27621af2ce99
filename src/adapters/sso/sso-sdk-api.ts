/** @file IAM Identity Center by AWS's SDK. The SDK is loaded with the first call. */
import { REGISTERED_REDIRECT, SCOPE } from "../../core/sso/pkce.ts"
import type { SsoApi, SsoGrant, SsoGrantAnswer } from "../../core/ports/sso-api.ts"
import {
  checkAccounts,
  checkClient,
  checkDevice,
  checkRoleCredentials,
  checkRoles,
  checkTokens,
} from "./check-answer.ts"
import { performSsoCall } from "./perform-call.ts"
import type { CallOptions } from "../aws/bounded-call.ts"

/** See aws-sdk-api.ts. */
function withoutNotice(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true"
}

const loadOidc = () => {
  withoutNotice()
  return import("@aws-sdk/client-sso-oidc")
}
const loadPortal = () => {
  withoutNotice()
  return import("@aws-sdk/client-sso")
}

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
const CODE_GRANT = "authorization_code"
const REFRESH_GRANT = "refresh_token"

function fieldsOf(grant: SsoGrant) {
  switch (grant.kind) {
    case "code":
      return {
        grantType: CODE_GRANT,
        code: grant.code,
        codeVerifier: grant.codeVerifier,
        redirectUri: grant.redirectUri,
      }
    case "device":
      return { grantType: DEVICE_GRANT, deviceCode: grant.deviceCode }
    case "refresh":
      return { grantType: REFRESH_GRANT, refreshToken: grant.refreshToken }
  }
}

function secretOf(grant: SsoGrant): string[] {
  switch (grant.kind) {
    case "code":
      return [grant.code, grant.codeVerifier]
    case "device":
      return [grant.deviceCode]
    case "refresh":
      return [grant.refreshToken]
  }
}

/** RFC 8628 section 3.5 and RFC 6749 section 5.2, by the names that AWS has for them. */
function refusedGrant(name: string): SsoGrantAnswer | undefined {
  switch (name) {
    case "AuthorizationPendingException":
      return { kind: "pending" }
    case "SlowDownException":
      return { kind: "slow-down" }
    case "ExpiredTokenException":
    case "InvalidGrantException":
      return { kind: "over" }
    case "InvalidClientException":
    case "UnauthorizedClientException":
      return { kind: "client-unknown" }
    default:
      return undefined
  }
}

/** @param options for tests: a shorter time limit, another clock. */
export function createSsoSdkApi(options: Partial<CallOptions> = {}): SsoApi {
  const settled: CallOptions = { timeoutMs: 20_000, nowMs: Date.now, ...options }
  return {
    registerClient: (target, flow, signal) =>
      performSsoCall(
        { target, about: "start", secrets: [], signal },
        settled,
        async (client, abortSignal) => {
          const { SSOOIDCClient, RegisterClientCommand } = await loadOidc()
          const forBrowser = {
            grantTypes: [CODE_GRANT, REFRESH_GRANT],
            redirectUris: [REGISTERED_REDIRECT],
            issuerUrl: target.startUrl,
          }
          const command = new RegisterClientCommand({
            clientName: "Keycard",
            clientType: "public",
            scopes: [SCOPE],
            ...(flow === "browser" ? forBrowser : { grantTypes: [DEVICE_GRANT, REFRESH_GRANT] }),
          })
          return checkClient(await new SSOOIDCClient(client).send(command, { abortSignal }), target)
        },
      ),

    startDevice: (target, { clientId, clientSecret }, signal) =>
      performSsoCall(
        { target, about: "start", secrets: [clientSecret], signal },
        settled,
        async (client, abortSignal) => {
          const { SSOOIDCClient, StartDeviceAuthorizationCommand } = await loadOidc()
          const { startUrl } = target
          const command = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl })
          const answer = await new SSOOIDCClient(client).send(command, { abortSignal })
          return checkDevice(answer, target, settled.nowMs())
        },
      ),

    createToken: (target, { clientId, clientSecret }, grant, signal) =>
      performSsoCall<SsoGrantAnswer>(
        { target, about: "token", secrets: [clientSecret, ...secretOf(grant)], signal },
        settled,
        async (client, abortSignal) => {
          const { SSOOIDCClient, CreateTokenCommand } = await loadOidc()
          const command = new CreateTokenCommand({ clientId, clientSecret, ...fieldsOf(grant) })
          const answer = await new SSOOIDCClient(client).send(command, { abortSignal })
          return { kind: "tokens", tokens: checkTokens(answer, target, settled.nowMs()) }
        },
        refusedGrant,
      ),

    listAccounts: (target, accessToken, nextToken, signal) =>
      performSsoCall(
        { target, about: "portal", secrets: [accessToken], signal },
        settled,
        async (client, abortSignal) => {
          const { SSOClient, ListAccountsCommand } = await loadPortal()
          const command = new ListAccountsCommand({
            accessToken,
            maxResults: 100,
            nextToken: nextToken ?? undefined,
          })
          return checkAccounts(await new SSOClient(client).send(command, { abortSignal }), target)
        },
      ),

    listRoles: (target, accessToken, { accountId, nextToken }, signal) =>
      performSsoCall(
        { target, about: "portal", secrets: [accessToken], signal },
        settled,
        async (client, abortSignal) => {
          const { SSOClient, ListAccountRolesCommand } = await loadPortal()
          const command = new ListAccountRolesCommand({
            ...{ accessToken, accountId, maxResults: 100 },
            nextToken: nextToken ?? undefined,
          })
          return checkRoles(await new SSOClient(client).send(command, { abortSignal }), target)
        },
      ),

    roleCredentials: (target, accessToken, { accountId, roleName }, signal) =>
      performSsoCall(
        { target, about: "portal", secrets: [accessToken], signal },
        settled,
        async (client, abortSignal, serverNowMs) => {
          const { SSOClient, GetRoleCredentialsCommand } = await loadPortal()
          const command = new GetRoleCredentialsCommand({ accessToken, accountId, roleName })
          const answer = await new SSOClient(client).send(command, { abortSignal })
          return checkRoleCredentials(answer, serverNowMs())
        },
      ),

    logout: (target, accessToken, signal) =>
      performSsoCall(
        { target, about: "portal", secrets: [accessToken], signal },
        settled,
        async (client, abortSignal) => {
          const { SSOClient, LogoutCommand } = await loadPortal()
          await new SSOClient(client).send(new LogoutCommand({ accessToken }), { abortSignal })
        },
      ),
  }
}
