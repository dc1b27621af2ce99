import { cleanName, foldName, splitLabel } from "./names.ts"
import { decodePercent } from "./uri-parts.ts"
import type { UriParts } from "./uri-parts.ts"

/**
 * Issuer and account of a link. In the path a `+` is a plus; in the query some programs mean a space by it.
 * @throws AppError `otp` `label` `too-long`
 */
export function uriNames(uri: UriParts): { issuer: string; account: string } {
  const label = decodePercent(uri.path)
  return splitLabel(label, issuerParameter(uri, label))
}

/**
 * The issuer parameter, "" where absent. A plus in it is read by what the label says; where that says nothing, it is
 * a space unless the link writes spaces as %20.
 */
function issuerParameter(uri: UriParts, label: string): string {
  const raw = uri.parameters.get("issuer")?.[0] ?? ""
  const literal = decodePercent(raw)
  if (!raw.includes("+")) return literal
  const spaced = decodePercent(raw.replaceAll("+", " "))
  const folded = foldName(cleanName(label))
  if (folded.startsWith(`${foldName(literal)}:`)) return literal
  if (folded.startsWith(`${foldName(spaced)}:`)) return spaced
  const values = [uri.path, ...[...uri.parameters.values()].flat()]
  return values.some((value) => value.includes("%20")) ? literal : spaced
}
