/** @file Run-length encoded BMP pixels ("Bitmap Compression", Windows GDI reference). */

/** Palette indices, bottom row first, as the file has them. Pixels that are skipped stay 0.
 *  @throws RangeError when the file ends before the picture does */
export function expandRuns(
  view: DataView,
  from: number,
  width: number,
  height: number,
  bits: 4 | 8,
): Uint8Array {
  const indices = new Uint8Array(width * height)
  let at = from
  let x = 0
  let y = 0
  const put = (index: number): void => {
    if (x < width) indices[y * width + x] = index
    x++
  }
  while (y < height) {
    const count = view.getUint8(at)
    const value = view.getUint8(at + 1)
    at += 2
    if (count > 0) {
      for (let i = 0; i < count; i++) put(bits === 8 ? value : i % 2 === 0 ? value >> 4 : value & 15)
    } else if (value === 0) {
      x = 0
      y++
    } else if (value === 1) {
      break
    } else if (value === 2) {
      x += view.getUint8(at)
      y += view.getUint8(at + 1)
      at += 2
    } else {
      for (let i = 0; i < value; i++) {
        const byte = view.getUint8(at + (bits === 8 ? i : i >> 1))
        put(bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15)
      }
      const dataBytes = bits === 8 ? value : (value + 1) >> 1
      at += dataBytes + (dataBytes % 2) // padded to 16 bits
    }
  }
  return indices
}
