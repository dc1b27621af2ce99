/** @file Makes databases as authenticators of Android do. */
import initSqlJs from "sql.js"
import type { SqlValue } from "sql.js"

/** A database made by these statements. */
export async function databaseOf(
  statements: readonly (readonly [sql: string, values?: SqlValue[]])[],
): Promise<Uint8Array> {
  const { Database } = await initSqlJs()
  const database = new Database()
  try {
    for (const [sql, values = []] of statements) database.run(sql, values)
    return database.export()
  } finally {
    database.close()
  }
}

export const googleTable =
  "CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT NOT NULL, secret TEXT NOT NULL, counter INTEGER DEFAULT 0, type INTEGER, provider INTEGER DEFAULT 0, issuer TEXT DEFAULT NULL, original_name TEXT DEFAULT NULL)"

export type GoogleAccount = readonly [
  email: string,
  secret: string,
  counter: number,
  type: number,
  issuer: string | null,
]

export function googleDatabase(accounts: readonly GoogleAccount[]): Promise<Uint8Array> {
  return databaseOf([
    ["CREATE TABLE android_metadata (locale TEXT)"],
    [googleTable],
    ...accounts.map(
      (account) =>
        [
          "INSERT INTO accounts (email, secret, counter, type, issuer) VALUES (?, ?, ?, ?, ?)",
          [...account],
        ] as const,
    ),
  ] as [string, SqlValue[]?][])
}

export type MicrosoftAccount = readonly [
  name: string,
  username: string,
  secret: string,
  type: number,
  sealed?: string,
]

export async function microsoftDatabase(accounts: readonly MicrosoftAccount[]): Promise<Uint8Array> {
  const bytes = await databaseOf([
    [
      "CREATE TABLE `accounts` (`_id` INTEGER PRIMARY KEY AUTOINCREMENT, `name` TEXT NOT NULL, `username` TEXT NOT NULL, `oath_secret_key` TEXT NOT NULL, `account_type` INTEGER NOT NULL, `encrypted_oath_secret_key` TEXT NOT NULL)",
    ],
    ...accounts.map(
      ([name, username, secret, type, sealed = ""]) =>
        [
          "INSERT INTO accounts (name, username, oath_secret_key, account_type, encrypted_oath_secret_key) VALUES (?, ?, ?, ?, ?)",
          [name, username, secret, type, sealed],
        ] as const,
    ),
  ] as [string, SqlValue[]?][])
  // The app keeps a write-ahead log, and its database says so.
  bytes.fill(2, 18, 20)
  return bytes
}

export interface StratumAccount {
  readonly type: number
  readonly issuer: string
  readonly username: string | null
  readonly secret: string
  readonly pin?: string
  readonly algorithm?: number
  readonly digits?: number
  readonly period?: number
  readonly counter?: number
  readonly categories?: readonly string[]
}

export function stratumDatabase(accounts: readonly StratumAccount[]): Promise<Uint8Array> {
  const categories = [...new Set(accounts.flatMap((account) => account.categories ?? []))]
  return databaseOf([
    [
      'CREATE TABLE "authenticator" ("type" integer, "icon" varchar, "issuer" varchar(32), "username" varchar(40), "secret" varchar primary key not null, "pin" varchar, "algorithm" integer, "digits" integer, "period" integer, "counter" integer, "ranking" integer)',
    ],
    ['CREATE TABLE "category" ("id" varchar(8) primary key not null, "name" varchar(32), "ranking" integer)'],
    [
      'CREATE TABLE "authenticatorcategory" ("categoryId" varchar, "authenticatorSecret" varchar, "ranking" integer)',
    ],
    ['CREATE TABLE "customicon" ("id" varchar primary key not null, "data" blob)'],
    ...categories.map(
      (name, index) => ["INSERT INTO category VALUES (?, ?, ?)", [`id${index}`, name, index]] as const,
    ),
    ...accounts.flatMap((account, index) => [
      [
        "INSERT INTO authenticator VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          account.type,
          account.issuer,
          account.username,
          account.secret,
          account.pin ?? null,
          account.algorithm ?? 0,
          account.digits ?? 6,
          account.period ?? 30,
          account.counter ?? 0,
          index,
        ],
      ] as const,
      ...(account.categories ?? []).map(
        (name) =>
          [
            "INSERT INTO authenticatorcategory VALUES (?, ?, 0)",
            [`id${categories.indexOf(name)}`, account.secret],
          ] as const,
      ),
    ]),
  ] as [string, SqlValue[]?][])
}
