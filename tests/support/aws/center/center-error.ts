/** A refusal in Identity Center's words. `oauth` is the name that RFC 6749 and RFC 8628 have for it. */
export class CenterError extends Error {
  readonly status: number
  readonly code: string
  readonly oauth: string

  constructor(status: number, code: string, oauth: string, message: string) {
    super(message)
    this.status = status
    this.code = code
    this.oauth = oauth
  }
}

export const invalidRequest = (message = "Invalid request") =>
  new CenterError(400, "InvalidRequestException", "invalid_request", message)
export const invalidClient = () =>
  new CenterError(401, "InvalidClientException", "invalid_client", "Invalid client provided")
export const invalidGrant = () =>
  new CenterError(400, "InvalidGrantException", "invalid_grant", "Invalid grant provided")
export const unauthorized = () =>
  new CenterError(401, "UnauthorizedException", "", "Session token not found or invalid")
