import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

/** What a test waits for comes at once, unless the machine has other work. */
const patient = { poll: { timeout: 30_000 } }

/** A test's ending says what it needs: `.test.ts` nothing but Node, `.int.test.ts` real files, processes and
 *  keychains, `.e2e.test.ts` the built app in a real Electron. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          expect: patient,
          sequence: { groupOrder: 0 },
          include: ["tests/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/support/seeded-properties.ts"],
          // Files of one worker share what they import, which takes longer than the tests: none mocks a module.
          isolate: false,
          exclude: ["tests/**/*.int.test.ts", "tests/**/*.e2e.test.ts"],
          testTimeout: 180_000,
          // Vitest would leave a core to whoever watches; on two cores that is half of them.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        test: {
          name: "integration",
          expect: patient,
          sequence: { groupOrder: 1 },
          include: ["tests/**/*.int.test.ts"],
          setupFiles: ["tests/support/seeded-properties.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: "forks",
          // They wait for processes more than they compute.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: "e2e",
          expect: patient,
          sequence: { groupOrder: 2 },
          include: ["tests/**/*.e2e.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: "forks",
          // Two files at once where there is a desktop for each; scripts/test.mjs starts them.
          maxWorkers: process.env.KEYCARD_TEST_SECOND_DESKTOP === undefined ? 1 : 2,
          setupFiles: ["tests/support/app/own-desktop.ts"],
        },
      },
    ],
  },
})
