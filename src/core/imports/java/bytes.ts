/** Reads Java's big-endian numbers and texts one after the other. Every step past the end is a RangeError. */
export class JavaBytes {
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#view.byteLength
  }

  u1(): number {
    return this.#view.getUint8(this.#step(1))
  }

  u2(): number {
    return this.#view.getUint16(this.#step(2))
  }

  i4(): number {
    return this.#view.getInt32(this.#step(4))
  }

  i8(): bigint {
    return this.#view.getBigInt64(this.#step(8))
  }

  f4(): number {
    return this.#view.getFloat32(this.#step(4))
  }

  f8(): number {
    return this.#view.getFloat64(this.#step(8))
  }

  bytes(length: number): Uint8Array {
    const start = this.#step(length)
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length)
  }

  /** Modified UTF-8 (java.io.DataInput): up to three bytes a UTF-16 unit, NUL as C0 80. */
  text(length: number): string {
    const bytes = this.bytes(length)
    const units = new Uint16Array(length)
    let count = 0
    for (let at = 0; at < length; count++) {
      const first = bytes[at++] ?? 0
      if (first < 0x80) units[count] = first
      else if (first >> 5 === 0b110) units[count] = ((first & 0x1f) << 6) | more(bytes, at++)
      else if (first >> 4 === 0b1110)
        units[count] = ((first & 0x0f) << 12) | (more(bytes, at++) << 6) | more(bytes, at++)
      else throw new RangeError("no modified UTF-8")
    }
    return Buffer.from(units.buffer, 0, 2 * count).toString("utf16le")
  }

  #step(length: number): number {
    const start = this.#at
    if (!Number.isSafeInteger(length) || length < 0 || start + length > this.#view.byteLength)
      throw new RangeError("past the end")
    this.#at += length
    return start
  }
}

function more(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0
  if (byte >> 6 !== 0b10) throw new RangeError("no modified UTF-8")
  return byte & 0x3f
}
