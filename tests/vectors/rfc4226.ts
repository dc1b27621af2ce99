/** RFC 4226 appendix D, "HOTP Algorithm: Test Values". The secret is the ASCII text 12345678901234567890. */
export const RFC4226_SECRET = "12345678901234567890"

/** [counter, the truncated HMAC in decimal, the HOTP value of six digits]. */
export const RFC4226_VECTORS = [
  [0, 1284755224, "755224"],
  [1, 1094287082, "287082"],
  [2, 137359152, "359152"],
  [3, 1726969429, "969429"],
  [4, 1640338314, "338314"],
  [5, 868254676, "254676"],
  [6, 1918287922, "287922"],
  [7, 82162583, "162583"],
  [8, 673399871, "399871"],
  [9, 645520489, "520489"],
] as const
