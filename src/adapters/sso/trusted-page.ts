import type { SsoTarget } from "../../core/ports/sso-api.ts"

/** Where AWS has people confirm a code. "AWS access portal URL", IAM Identity Center User Guide. */
const AWS_PAGES = [
  /^device\.sso\.[a-z0-9-]+\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$/,
  /^[a-z0-9-]+\.awsapps\.(com|cn)$/,
  /^[a-z0-9-]+(\.[a-z0-9-]+)?\.portal\.[a-z0-9-]+\.app\.aws$/,
  /^start\.[a-z0-9-]+\.(home|us-gov-home)\.awsapps\.(com|cn)$/,
  /^[a-z0-9-]+\.(home|us-gov-home)\.awsapps\.(com|cn)$/,
  /^oidc\.[a-z0-9-]+\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$/,
]

/**
 * Whether a page that Identity Center names may be opened in the browser and shown to a person: https, of AWS or of the
 * start URL's own host; where the person named an endpoint of their own, also of that one.
 */
export function isTrustedPage(text: string, target: Pick<SsoTarget, "startUrl" | "endpoint">): boolean {
  if (/[^\x21-\x7e]/.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== "" || url.password !== "") return false
  if (target.endpoint !== null && url.origin === new URL(target.endpoint).origin) return true
  if (url.protocol !== "https:") return false
  if (url.origin === new URL(target.startUrl).origin) return true
  return url.port === "" && AWS_PAGES.some((pattern) => pattern.test(url.hostname))
}
