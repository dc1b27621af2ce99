/** @file The names of all targets, for `npm run fuzz`. */
import { targets } from "./targets.ts"

export const names = targets.map(({ name }) => name)
