import { expect, test } from "vitest"
import { ente } from "../../../../src/core/imports/formats/ente.ts"
import { enteEncrypted, enteList } from "../../../support/imports/apps/ente.ts"
import { PASSWORD } from "../../../support/imports/apps/shared.ts"
import { entriesOf, json, readWith } from "../../../support/imports/read-with.ts"

// 1 GiB is what Ente takes on every telephone and computer that has it.
test("an export at Ente's usual cost of memory can be read", async () => {
  const file = json(await enteEncrypted(enteList, { memLimit: 1024 * 1024 * 1024 }))
  expect(entriesOf(await readWith(ente, file, { password: PASSWORD }))).toHaveLength(4)
})
