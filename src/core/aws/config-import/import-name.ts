import { profileNameProblem } from "../profile-name.ts"

const MAX_LENGTH = 128

/** The nearest name that all of AWS's SDKs read. */
export function safeName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_.@+:/%-]+/g, "-")
    .replace(/^[^A-Za-z0-9_]+|-+$/g, "")
    .slice(0, MAX_LENGTH)
  if (plain === "") return "imported"
  return profileNameProblem(plain) === "reserved" ? `${plain}-aws` : plain
}

/** The same name, or with the first number behind it that makes it one of a kind. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name
  for (let number = 2; ; number++) {
    const ending = `-${number}`
    const next = name.slice(0, MAX_LENGTH - ending.length) + ending
    if (!isTaken(next)) return next
  }
}
