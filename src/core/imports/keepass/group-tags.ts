/**
 * The tag of an entry that lies in a group: the names of the groups, joined by slashes; none for what lies in the
 * root, whose name says nothing.
 * @param path the groups' names, the root's first
 */
export function groupTags(path: readonly string[]): string[] {
  const names = path.slice(1).map((name) => name.trim())
  return names.length === 0 ? [] : [names.join("/")]
}
