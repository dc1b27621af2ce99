import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire"
import type { OtpAlgorithm } from "../vault/schema.ts"
import { decodeBase32 } from "./base32.ts"
import type { OtpEntry } from "./entry.ts"
import type { MigrationPart } from "./google-migration.ts"

const ALGORITHMS: Record<OtpAlgorithm, number> = { SHA1: 1, SHA256: 2, SHA512: 3 }

/** Whether Google's export has room for an entry: it cannot say Steam, another period, or 4, 5, 7, 9, 10 digits. */
export function fitsGoogleMigration(entry: OtpEntry): boolean {
  return entry.type !== "steam" && entry.period === 30 && (entry.digits === 6 || entry.digits === 8)
}

/**
 * Writes one part of an export as Google Authenticator does. Holds secrets: for an export that was asked for.
 * @throws RangeError for an entry that does not fit, see {@link fitsGoogleMigration}: writing it would change its codes.
 */
export function writeGoogleMigration(entries: readonly OtpEntry[], part: MigrationPart): string {
  const writer = new BinaryWriter()
  for (const entry of entries) writer.tag(1, WireType.LengthDelimited).bytes(entryBytes(entry))
  writer.tag(2, WireType.Varint).int32(1)
  writer.tag(3, WireType.Varint).int32(part.size)
  writer.tag(4, WireType.Varint).int32(part.index)
  writer.tag(5, WireType.Varint).int32(part.id)
  const data = Buffer.from(writer.finish()).toString("base64")
  return `otpauth-migration://offline?data=${encodeURIComponent(data)}`
}

function entryBytes(entry: OtpEntry): Uint8Array {
  if (!fitsGoogleMigration(entry)) throw new RangeError("this entry does not fit Google's export")
  const writer = new BinaryWriter()
  writer.tag(1, WireType.LengthDelimited).bytes(decodeBase32(entry.secret))
  writer.tag(2, WireType.LengthDelimited).string(nameOf(entry))
  if (entry.issuer !== "") writer.tag(3, WireType.LengthDelimited).string(entry.issuer)
  writer.tag(4, WireType.Varint).int32(ALGORITHMS[entry.algorithm])
  writer.tag(5, WireType.Varint).int32(entry.digits === 8 ? 2 : 1)
  writer.tag(6, WireType.Varint).int32(entry.type === "hotp" ? 1 : 2)
  if (entry.type === "hotp") writer.tag(7, WireType.Varint).int64(entry.counter)
  return writer.finish()
}

/** An account that holds a colon itself keeps it behind an empty prefix. */
function nameOf({ issuer, account }: OtpEntry): string {
  if (issuer !== "") return `${issuer}:${account}`
  return account.includes(":") ? `:${account}` : account
}
