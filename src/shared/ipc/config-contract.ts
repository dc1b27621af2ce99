/** @file Profiles of AWS's own files, as they cross between main and the page. No key of theirs does. A part of contract.ts. */
import { z } from "zod"
import type { Barrier, ImportNote } from "../../core/aws/config-import/types.ts"
import { appError, id } from "./views.ts"

/** Crosses as data; the page knows its type and the words for it, so only its shape is checked here. */
const worded = <T>() =>
  z.custom<T>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      typeof (value as { kind?: unknown }).kind === "string" &&
      JSON.stringify(value).length < 20_000,
  )

const text = z.string().max(2_048)

export const configRow = z.strictObject({
  /** Its name in AWS's files. */
  profile: text,
  kind: z.enum(["user", "role", "center", "none"]),
  /** What it will be called here. */
  name: text,
  status: z.enum(["new", "same", "taken", "impossible"]),
  /** The profile here that is the same, or that has the name. */
  here: text.nullable(),
  /** Why it cannot be taken over. */
  barrier: worded<Barrier>().nullable(),
  notes: z.array(worded<ImportNote>()),
  /** The last role that is assumed, and how many come before it. */
  roleArn: text.nullable(),
  rolesBefore: z.int().nonnegative(),
  /** `tail`: of a key that lies in plain text; null: it is kept here. */
  key: z.strictObject({ name: text, tail: z.string().max(4).nullable(), removable: z.boolean() }).nullable(),
  center: z.strictObject({ startUrl: text, accountId: text, roleName: text }).nullable(),
})
export type ConfigRow = z.output<typeof configRow>

export const configRequests = {
  /** What AWS's files hold. Reads them, and changes nothing. */
  "config:preview": {
    request: z.strictObject({}),
    response: z.strictObject({ rows: z.array(configRow).max(20_000) }),
  },
  /** All of these profiles, by their names in AWS's files, or none. */
  "config:take-over": {
    request: z.strictObject({
      profiles: z.array(text).min(1).max(20_000),
      /** Where one is to be called otherwise than proposed. */
      names: z.array(z.strictObject({ profile: text, name: text })).max(20_000),
      removePlainText: z.boolean(),
    }),
    response: z.strictObject({
      profiles: z.int().nonnegative(),
      keys: z.int().nonnegative(),
      /** Sections whose plain text stays although it was to go. */
      notMoved: z.array(z.strictObject({ section: text, error: appError })),
      /** For `config:undo`, while this process runs and is not locked. */
      batchId: id,
    }),
  },
  /** `not-found` `draft` when it is undone already. */
  "config:undo": {
    request: z.strictObject({ batchId: id }),
    response: z.strictObject({
      profiles: z.int().nonnegative(),
      keys: z.int().nonnegative(),
      /** Keys that only the keychain has by now, or that are in use. */
      keptKeys: z.int().nonnegative(),
    }),
  },
}
