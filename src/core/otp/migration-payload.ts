/** @file The protobuf inside Google Authenticator's export. Google publishes no schema; the fields are those that
 * every importer agrees on, and unknown ones (new exports add field 8 to an entry) are passed over.
 *
 * MigrationPayload: 1 repeated OtpParameters, 2 version, 3 batch_size, 4 batch_index (from 0), 5 batch_id.
 * OtpParameters: 1 secret (raw bytes), 2 name, 3 issuer, 4 algorithm, 5 digits, 6 type, 7 counter. */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire"
import { otpError } from "./otp-error.ts"

/** The most entries of one part; Google puts ten into a picture. */
const MAX_ENTRIES = 1_000

/** An entry as it stands on the wire: numbers of enumerations unchecked, absent fields 0 or empty. */
export interface WireEntry {
  secret: Uint8Array
  name: string
  issuer: string
  algorithm: number
  digits: number
  type: number
  counter: bigint
}

export interface WirePayload {
  /** `null` for an entry whose own bytes are damaged. */
  entries: (WireEntry | null)[]
  batchSize: number
  batchIndex: number
  /** Often negative in version 1, absent (0) in version 2. */
  batchId: number
}

/** @throws AppError `otp` `migration`: `damaged` when the bytes are no such message, `too-long` over 1,000 entries */
export function readPayload(bytes: Uint8Array): WirePayload {
  const payload: WirePayload = { entries: [], batchSize: 0, batchIndex: 0, batchId: 0 }
  const messages: Uint8Array[] = []
  const whole = readFields(bytes, {
    1: [WireType.LengthDelimited, (reader) => messages.push(reader.bytes())],
    2: [WireType.Varint, (reader) => reader.int32()],
    3: [WireType.Varint, (reader) => (payload.batchSize = reader.int32())],
    4: [WireType.Varint, (reader) => (payload.batchIndex = reader.int32())],
    5: [WireType.Varint, (reader) => (payload.batchId = reader.int32())],
  })
  if (!whole) throw otpError("migration", "damaged")
  if (messages.length > MAX_ENTRIES) throw otpError("migration", "too-long")
  payload.entries = messages.map(readEntry)
  return payload
}

function readEntry(bytes: Uint8Array): WireEntry | null {
  const entry: WireEntry = {
    secret: new Uint8Array(),
    name: "",
    issuer: "",
    algorithm: 0,
    digits: 0,
    type: 0,
    counter: 0n,
  }
  const whole = readFields(bytes, {
    1: [WireType.LengthDelimited, (reader) => (entry.secret = reader.bytes())],
    2: [WireType.LengthDelimited, (reader) => (entry.name = reader.string())],
    3: [WireType.LengthDelimited, (reader) => (entry.issuer = reader.string())],
    4: [WireType.Varint, (reader) => (entry.algorithm = reader.int32())],
    5: [WireType.Varint, (reader) => (entry.digits = reader.int32())],
    6: [WireType.Varint, (reader) => (entry.type = reader.int32())],
    7: [WireType.Varint, (reader) => (entry.counter = BigInt(reader.int64()))],
  })
  return whole ? entry : null
}

type Fields = Readonly<Record<number, readonly [WireType, (reader: BinaryReader) => unknown]>>

/**
 * Reads the known fields and passes over the others.
 * @returns false when the bytes end too early or are no message; a known field of another wire type is damage too.
 */
function readFields(bytes: Uint8Array, fields: Fields): boolean {
  const reader = new BinaryReader(bytes)
  try {
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag()
      const field = fields[number]
      if (field !== undefined) {
        if (wireType !== field[0]) return false
        field[1](reader)
      } else if (wireType === WireType.Varint) {
        // `skip` would take a varint of any length; this one refuses more than ten bytes.
        reader.uint64()
      } else {
        reader.skip(wireType, number)
      }
    }
    return true
  } catch {
    return false
  }
}
