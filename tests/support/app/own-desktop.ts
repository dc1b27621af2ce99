/** @file Runs before each end-to-end test file: of two that run at once, one moves to the second desktop. */
const { VITEST_POOL_ID, KEYCARD_TEST_SECOND_DESKTOP } = process.env

if (VITEST_POOL_ID === "2" && KEYCARD_TEST_SECOND_DESKTOP !== undefined)
  Object.assign(process.env, JSON.parse(KEYCARD_TEST_SECOND_DESKTOP))
