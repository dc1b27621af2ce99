/** What is being done at the moment, for who watches. */
export const CARE_STEPS = [
  "asking", // who the key is, which keys there are; a session with MFA
  "creating", // a new key
  "proving", // that a key works: AWS takes some seconds to know a new one everywhere
  "switching", // Keycard to the other key
  "deactivating", // the old key
  "reactivating", // the old key
  "deleting", // a key
  "making-device",
  "keeping-seed",
  "waiting-for-codes", // two of them, of two time steps that follow one another
  "enabling-device",
  "removing-device",
] as const
export type CareStep = (typeof CARE_STEPS)[number]
