/** @file Writes the fixtures of links, pictures, pages and Android files anew. */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { withTypeScript } from "./bench/load-typescript.mjs"
import { projectRoot } from "./setup/paths.mjs"

const fixtures = join(projectRoot, "tests", "fixtures", "imports")

await withTypeScript(async (load) => {
  const { filesFixtures } = await load(join(projectRoot, "tests", "support", "imports", "files-fixtures.ts"))
  for (const [path, content] of await filesFixtures()) {
    mkdirSync(dirname(join(fixtures, path)), { recursive: true })
    writeFileSync(join(fixtures, path), content)
  }
})
