/** @file Run by Vitest before every file of tests. */
import fc from "fast-check"
import { testSeed } from "./seed.ts"

// What fails names its seed.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: testSeed })
