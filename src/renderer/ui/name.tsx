import { cleanName } from "./clean-name.ts"

/** A name from outside: kept from changing the writing direction around it. */
export function Name({ children, fallback = "" }: { children: string; fallback?: string }) {
  return <bdi>{cleanName(children) || fallback}</bdi>
}
