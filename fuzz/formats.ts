/** @file All import formats that are fuzzed. */
import type { ImportFormat } from "../src/core/imports/format.ts"
import { fileFormats } from "../src/core/imports/formats-files.ts"

export const formats: readonly ImportFormat[] = [...fileFormats]
