import { randomInt } from "node:crypto"

const asked = process.env.KEYCARD_TEST_SEED ?? ""

/**
 * What tests draw by chance is drawn from this, so that all machines try the same: a test that fails fails everywhere.
 * `KEYCARD_TEST_SEED=random npm test -- unit` looks further, and a number has a failure again.
 */
export const testSeed = asked === "random" ? randomInt(1_000_000) : Number(asked || 1)
