/** @file Shared files as people, tools and editors leave them: readable to botocore, and ugly. */
import fc from "fast-check"

const key = fc.constantFrom(
  "region",
  "output",
  "aws_access_key_id",
  "aws_secret_access_key",
  "Role_ARN",
  "s3",
)
const value = fc.constantFrom(
  "eu-central-1",
  "json",
  "AKIAIOSFODNN7EXAMPLE",
  "a # b",
  "x;y",
  '"quoted"',
  "ü%(x)s",
  "",
  "= =",
  "[in brackets]",
)
const separator = fc.constantFrom(" = ", "=", " : ", "\t=\t", " =")
const comment = fc.constantFrom("# note", "; old", "   # indented", "", "  ", "#[commented]")
const indent = fc.constantFrom("", "", "", "  ", "\t")

const entry = fc
  .record({
    indent,
    key,
    separator,
    value,
    nested: fc.array(fc.constantFrom("    a = 1", "      b = 2=3", "     # c"), { maxLength: 2 }),
    after: fc.array(comment, { maxLength: 2 }),
  })
  .map((e) => ({
    key: e.key.toLowerCase(),
    lines: [e.indent + e.key + e.separator + e.value, ...e.nested, ...e.after],
  }))

const section = (name: string) =>
  fc
    .record({
      before: fc.array(comment, { maxLength: 2 }),
      header: fc.constantFrom(`[${name}]`, `[${name}] # why`, `[${name}];x`),
      entries: fc.uniqueArray(entry, { selector: (e) => e.key, maxLength: 4 }),
    })
    .map((s) => [...s.before, s.header, ...s.entries.flatMap((e) => e.lines)])

/** Text of a file whose sections have some of these names. */
export function sharedFileText(names: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      names: fc.shuffledSubarray([...names]),
      ending: fc.constantFrom("\n", "\r\n"),
      final: fc.boolean(),
    })
    .chain(({ names: chosen, ending, final }) =>
      fc.tuple(...chosen.map(section)).map((sections) => {
        const lines = sections.flat()
        return lines.join(ending) + (final && lines.length > 0 ? ending : "")
      }),
    )
}
