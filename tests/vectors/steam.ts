/**
 * Steam publishes none. These two stand in the tests of Proton's authenticator (proton-authenticator/src/steam/mod.rs)
 * and were computed again by the independent implementation in tests/core/otp/codes.test.ts.
 * [base32 secret, Unix time in seconds, code].
 */
export const STEAM_VECTORS = [
  ["STEAMKEY", 1742298317, "VKFDN"],
  ["STEAMKEY", 1742298622, "NTK5M"],
] as const
