/** @file Names for profiles made of accounts and roles: of the alphabet that every AWS tool reads. */

/** `AWSReadOnlyAccess` → `aws-read-only-access`, `Prod (EU)` → `prod-eu`. */
function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
}

/**
 * `prod-read-only-access`; with a number where it is taken.
 * @param taken names that are not free; a name that is given is added.
 */
export function suggestProfileName(
  { accountId, accountName, roleName }: { accountId: string; accountName: string; roleName: string },
  taken: Set<string>,
): string {
  const name = [slug(accountName) || accountId, slug(roleName)]
    .filter((part) => part !== "")
    .join("-")
    .slice(0, 110)
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`
  taken.add(free)
  return free
}
