import { describe, expect, test } from "vitest"
import { isTree } from "../../../../src/core/imports/sqlite/page-walk.ts"
import { withTables } from "../../../../src/core/imports/sqlite/read-table.ts"
import { databaseOf, googleDatabase } from "../../../support/imports/databases.ts"
import { secrets } from "../../../support/imports/files-fixtures.ts"
import { refusalOfReading } from "../reading.ts"

const read = (bytes: Uint8Array, columns = ["email", "secret"]) =>
  withTables(bytes, "Test", (table) => table("accounts", columns))
const refused = async (bytes: Uint8Array) => await refusalOfReading(read(bytes))
const damaged = { kind: "import", problem: "damaged", format: "Test" }

describe("tables of foreign databases", () => {
  test("columns that are not there are left out, a log's mark does not matter", async () => {
    const bytes = await databaseOf([
      ["CREATE TABLE accounts (email TEXT, n INTEGER)"],
      ["INSERT INTO accounts VALUES ('a', 1)"],
    ])
    bytes.fill(2, 18, 20)
    expect(await read(bytes)).toEqual([{ email: "a" }])
    expect(bytes[18]).toBe(2)
  })

  test.each([
    [
      "a view",
      [
        "CREATE VIEW accounts AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS email, x AS secret FROM n",
      ],
    ],
    ["another table", ["CREATE TABLE others (email TEXT)"]],
    ["no such column", ["CREATE TABLE accounts (x TEXT)", "INSERT INTO accounts VALUES ('a')"]],
    [
      "computed columns only",
      ["CREATE TABLE accounts (x TEXT, email TEXT AS (upper(x)))", "INSERT INTO accounts (x) VALUES ('a')"],
    ],
    ["a table without rows' numbers", ["CREATE TABLE accounts (email TEXT PRIMARY KEY) WITHOUT ROWID"]],
  ])("%s is refused", async (_name, statements) => {
    expect(await refused(await databaseOf(statements.map((sql) => [sql] as const)))).toEqual(damaged)
  })

  test("more rows, and more text, than anybody has are refused", async () => {
    const numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20001)"
    const many = await databaseOf([
      ["CREATE TABLE accounts (email TEXT)"],
      [`INSERT INTO accounts ${numbers} SELECT 'a' FROM n`],
    ])
    expect(await refused(many)).toMatchObject({ problem: "too-many" })
    const long = await databaseOf([
      ["CREATE TABLE accounts (email TEXT)"],
      ["INSERT INTO accounts VALUES (hex(zeroblob(6000000)))"],
    ])
    expect(await refused(long)).toMatchObject({ problem: "too-large" })
  })

  test("pages that lead back to themselves are refused before SQLite walks in circles", async () => {
    const accounts = Array.from({ length: 300 }, (_, index) => [`a${index}`, secrets[0], 0, 0, null] as const)
    const bytes = await googleDatabase(accounts)
    expect(await read(bytes)).toHaveLength(300)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const pageSize = view.getUint16(16)
    const root = Array.from({ length: bytes.length / pageSize }, (_, page) => page + 1).find(
      (page) => page > 1 && bytes[(page - 1) * pageSize] === 5,
    )!
    expect(isTree(bytes, root)).toBe(true)
    view.setUint32((root - 1) * pageSize + 8, root)
    expect(isTree(bytes, root)).toBe(false)
    expect(await refused(bytes)).toEqual(damaged)
  })

  test.each([
    ["nothing", new Uint8Array()],
    ["only the magic", new TextEncoder().encode("SQLite format 3\0")],
    ["zeros", new Uint8Array(8_192)],
  ])("%s is refused", async (_name, bytes) => {
    expect(await refused(bytes)).toEqual(damaged)
  })

  test("what SQLite says of a damaged file is not repeated", async () => {
    const bytes = await googleDatabase([["a", secrets[0], 0, 0, null]])
    bytes.fill(0xff, 100, 400)
    expect(JSON.stringify(await refused(bytes))).not.toContain(secrets[0])
  })
})
