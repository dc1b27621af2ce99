/** @file The marks of well-known services. Loaded when the first list has been drawn: a start does not wait for it. */
import marks from "./marks.json"
import { foldService, serviceNames } from "./service-name.ts"

export interface BrandMark {
  readonly slug: string
  readonly title: string
  /** The brand's colour, made to stand out from the tile in light and in dark. */
  readonly light: string
  readonly dark: string
  /** SVG path data in a square of 24. */
  readonly path: string
}

export interface MarkLibrary {
  bySlug(slug: string): BrandMark | null
  /** The mark of the service that an issuer names; null: none is surely meant. */
  byIssuer(issuer: string): BrandMark | null
  /** Those whose names hold what was typed, the ones that begin with it first. */
  search(text: string): readonly BrandMark[]
}

/** What marks.json says of each. `names`: what the service is called beside its title. */
export type MarkData = Readonly<
  Record<string, Omit<BrandMark, "slug"> & { readonly names: readonly string[] }>
>

export function createLibrary(data: MarkData): MarkLibrary {
  const all = Object.entries(data).map(([slug, { title, light, dark, path, names }]) => {
    const mark: BrandMark = { slug, title, light, dark, path }
    return { mark, names: [...new Set([title, slug, ...names].map(foldService))] }
  })
  const bySlug = new Map(all.map(({ mark }) => [mark.slug, mark]))
  const byName = new Map(all.flatMap(({ mark, names }) => names.map((name) => [name, mark] as const)))
  // A title is its own before it is anybody's alias.
  for (const { mark } of all) byName.set(foldService(mark.title), mark)
  const found = new Map<string, BrandMark | null>()
  return {
    bySlug: (slug) => bySlug.get(slug) ?? null,
    byIssuer(issuer) {
      const known = found.get(issuer)
      if (known !== undefined) return known
      const names = serviceNames(issuer)
      const mark = names.map((name) => byName.get(name)).find((each) => each !== undefined) ?? null
      found.set(issuer, mark)
      return mark
    },
    search(text) {
      const needle = foldService(text)
      const place = (names: readonly string[]) =>
        names.some((name) => name.startsWith(needle))
          ? 0
          : names.some((name) => name.includes(needle))
            ? 1
            : 2
      return all
        .map(({ mark, names }) => ({ mark, at: place(names) }))
        .filter(({ at }) => at < 2)
        .sort((a, b) => a.at - b.at || a.mark.title.localeCompare(b.mark.title))
        .map(({ mark }) => mark)
    },
  }
}

export const library = createLibrary(marks)
