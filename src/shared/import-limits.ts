/** @file What the page must know of imports before main is asked. */
export { MAX_IMPORT_BYTES } from "../core/imports/format.ts"
