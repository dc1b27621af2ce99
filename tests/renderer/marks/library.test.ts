import { expect, test } from "vitest"
import { library } from "../../../src/renderer/marks/library.ts"
import marks from "../../../src/renderer/marks/marks.json"

const slugOf = (issuer: string) => library.byIssuer(issuer)?.slug ?? null

test("a service is known by its name, however it is written", () => {
  for (const name of ["GitHub", "github", "Git Hub", "GITHUB.COM", "https://github.com", "www.github.com"])
    expect(slugOf(name)).toBe("github")
})

test("what stands behind the service's name does not matter", () => {
  for (const name of ["GitLab: mona", "GitLab (work)", "GitLab - eu"]) expect(slugOf(name)).toBe("gitlab")
})

test("a service is known by its other names", () => {
  expect(slugOf("Twitter")).toBe("x")
  expect(slugOf("Google Workspace")).toBe("google")
  expect(slugOf("Tutanota")).toBe("tuta")
  expect(slugOf("PSN")).toBe("playstation")
})

test("a name that only begins like a service, or holds one, has no mark", () => {
  for (const name of ["Google Ventures Bank", "My GitHub", "Applebee's", "Steamboat", "", "()", "·"])
    expect(slugOf(name)).toBeNull()
})

test("a service that simple-icons has no mark of keeps its initials", () => {
  for (const name of ["Amazon Web Services", "Amazon", "Microsoft"]) expect(slugOf(name)).toBeNull()
})

test("a search finds those that begin with the word first", () => {
  const found = library.search("git").map(({ slug }) => slug)
  expect(found.slice(0, 2)).toEqual(["gitbook", "gitea"])
  expect(library.search("hub").map(({ slug }) => slug)).toEqual(["hubspot", "github"])
  expect(library.search("no such mark at all")).toEqual([])
})

test("every mark is found by its title", () => {
  for (const [slug, { title }] of Object.entries(marks)) expect(slugOf(title), title).toBe(slug)
})

test("a mark is drawn by path data and nothing else", () => {
  for (const { path } of Object.values(marks)) expect(path).toMatch(/^[MmLlHhVvCcSsQqTtAaZz0-9 ,.eE+-]+$/)
})
