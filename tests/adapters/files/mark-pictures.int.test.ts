import { randomUUID } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { createMarkPictures } from "../../../src/adapters/files/mark-pictures.ts"
import { pngOf } from "../../fakes/png.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

const id = randomUUID()

test("a picture is read as it was written, in a folder that is made for it", async () => {
  const pictures = createMarkPictures(join(temporaryFolder(), "marks"))
  expect(await pictures.read(id)).toBeNull()
  await pictures.write(id, pngOf(96, 96))
  expect(Uint8Array.from((await pictures.read(id)) ?? [])).toEqual(pngOf(96, 96))
})

test("a removed one is gone, and can be removed again", async () => {
  const pictures = createMarkPictures(join(temporaryFolder(), "marks"))
  await pictures.write(id, pngOf(96, 96))
  await pictures.remove(id)
  await pictures.remove(id)
  expect(await pictures.read(id)).toBeNull()
})

test("what somebody else put there is not handed on", async () => {
  const folder = join(temporaryFolder(), "marks")
  await mkdir(folder)
  await writeFile(join(folder, `${id}.png`), "<svg onload='alert(1)'/>")
  expect(await createMarkPictures(folder).read(id)).toBeNull()
})

test("no id leads out of the folder", async () => {
  const pictures = createMarkPictures(join(temporaryFolder(), "marks"))
  await expect(pictures.write("../vault", pngOf(96, 96))).rejects.toThrow()
})
