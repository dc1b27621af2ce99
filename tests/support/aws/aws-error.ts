/** The HTTP status, code and text of an error answer of the AWS Query protocol ("Common Errors" in the AWS
 *  STS and IAM API references). */
export class AwsError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = "AwsError"
    this.status = status
    this.code = code
  }
}

/** An unknown or inactive key, a foreign session token: AWS does not say which. */
export const invalidClientTokenId = () =>
  new AwsError(403, "InvalidClientTokenId", "The security token included in the request is invalid.")

export const expiredToken = () =>
  new AwsError(403, "ExpiredToken", "The security token included in the request is expired")

export const missingAuthenticationToken = () =>
  new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token")

export const incompleteSignature = (message: string) => new AwsError(400, "IncompleteSignature", message)

export const signatureDoesNotMatch = (message: string) => new AwsError(403, "SignatureDoesNotMatch", message)

/** The signature was computed with another secret, or the request was changed on its way. */
export const wrongSignature = () =>
  signatureDoesNotMatch(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret " +
      "Access Key and signing method. Consult the service documentation for details.",
  )

export const accessDenied = (message: string) => new AwsError(403, "AccessDenied", message)

export const validationError = (message: string) => new AwsError(400, "ValidationError", message)

/** A code that is wrong, out of the drift window, or was used before: AWS has one text for the three. */
export const wrongMfaCode = () =>
  accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.")

/** A serial that is no device of this user. The two spaces are AWS's. */
export const wrongMfaSerial = () =>
  accessDenied(
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is " +
      "valid and associated with this user.",
  )

/** One of the pair SerialNumber and TokenCode without the other. The code is sure, the text is not. */
export const halfAnMfa = () =>
  accessDenied(
    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
  )
