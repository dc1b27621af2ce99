/** @file Operations on brightness that bring out a code the engine cannot see. Each returns a new picture; cost
 *  is proportional to the number of pixels, whatever the radius. */
import type { GreyPicture } from "./pixels.ts"

/** Half the size, each pixel the mean of four. */
function halve({ data, width, height }: GreyPicture): GreyPicture {
  const w = width >> 1
  const h = height >> 1
  const out = new Uint8ClampedArray(w * h)
  for (let y = 0; y < h; y++) {
    let from = 2 * y * width
    for (let to = y * w; to < (y + 1) * w; to++, from += 2) {
      const below = from + width
      out[to] =
        ((data[from] ?? 0) + (data[from + 1] ?? 0) + (data[below] ?? 0) + (data[below + 1] ?? 0) + 2) >> 2
    }
  }
  return { data: out, width: w, height: h }
}

/** To a given size in pixels: halved while that is possible in both directions (no aliasing), then bilinear. */
export function resize(picture: GreyPicture, width: number, height: number): GreyPicture {
  const w = Math.max(1, Math.round(width))
  const h = Math.max(1, Math.round(height))
  let from = picture
  while (from.width >= 2 * w && from.height >= 2 * h) from = halve(from)
  if (from.width === w && from.height === h) return from
  const { data } = from
  const left = new Uint32Array(w)
  const share = new Float32Array(w)
  for (let x = 0; x < w; x++) {
    const at = Math.min(from.width - 1, Math.max(0, ((x + 0.5) * from.width) / w - 0.5))
    left[x] = Math.min(Math.floor(at), Math.max(0, from.width - 2))
    share[x] = at - (left[x] ?? 0)
  }
  const step = from.width > 1 ? 1 : 0
  const out = new Uint8ClampedArray(w * h)
  for (let y = 0; y < h; y++) {
    const at = Math.min(from.height - 1, Math.max(0, ((y + 0.5) * from.height) / h - 0.5))
    const top = Math.floor(at)
    const down = at - top
    const a = top * from.width
    const b = Math.min(top + 1, from.height - 1) * from.width
    for (let x = 0; x < w; x++) {
      const l = left[x] ?? 0
      const s = share[x] ?? 0
      const upper = (data[a + l] ?? 0) * (1 - s) + (data[a + l + step] ?? 0) * s
      const lower = (data[b + l] ?? 0) * (1 - s) + (data[b + l + step] ?? 0) * s
      out[y * w + x] = upper * (1 - down) + lower * down
    }
  }
  return { data: out, width: w, height: h }
}

/** No side longer than `side` pixels; a picture that is hardly larger stays as it is. */
export function shrinkTo(picture: GreyPicture, side: number): GreyPicture {
  const longest = Math.max(picture.width, picture.height)
  if (longest <= side * 1.06) return picture
  return resize(picture, (picture.width * side) / longest, (picture.height * side) / longest)
}

/** The mean over a square of 2 * radius + 1 pixels, cut off at the borders. */
export function boxBlur({ data, width, height }: GreyPicture, radius: number): GreyPicture {
  const columns = new Uint32Array(width)
  const out = new Uint8ClampedArray(width * height)
  const addRow = (y: number, sign: 1 | -1): void => {
    for (let x = 0, at = y * width; x < width; x++, at++)
      columns[x] = (columns[x] ?? 0) + sign * (data[at] ?? 0)
  }
  for (let y = 0; y < Math.min(radius, height); y++) addRow(y, 1)
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(y + radius, 1)
    if (y - radius - 1 >= 0) addRow(y - radius - 1, -1)
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1
    let sum = 0
    for (let x = 0; x < Math.min(radius, width); x++) sum += columns[x] ?? 0
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += columns[x + radius] ?? 0
      if (x - radius - 1 >= 0) sum -= columns[x - radius - 1] ?? 0
      const count = Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1
      out[y * width + x] = sum / (count * rows)
    }
  }
  return { data: out, width, height }
}

/** Adds `amount` times what a blur of this radius takes away: edges that a lens or a scaler softened. */
export function unsharp(picture: GreyPicture, radius: number, amount: number): GreyPicture {
  const soft = boxBlur(boxBlur(picture, radius), radius).data
  return map(picture, (value, at) => value + amount * (value - (soft[at] ?? 0)))
}

/** Brightness to the power `exponent`: below 1 opens shadows, above 1 opens highlights (glare). */
export function gamma(picture: GreyPicture, exponent: number): GreyPicture {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => 255 * (value / 255) ** exponent)
  return map(picture, (value) => table[value] ?? 0)
}

/** Black where a pixel is darker than the mean around it, else white: uneven light, low contrast. */
export function adaptiveThreshold(picture: GreyPicture, radius: number): GreyPicture {
  const mean = boxBlur(picture, radius).data
  return map(picture, (value, at) => (value < (mean[at] ?? 0) - 2 ? 0 : 255))
}

/** Every neighbourhood brought to the same mean and the same contrast: glare and shadow across one code. */
export function normaliseLocally(picture: GreyPicture, radius: number): GreyPicture {
  const mean = boxBlur(picture, radius).data
  const distance = map(picture, (value, at) => Math.abs(value - (mean[at] ?? 0)))
  const spread = boxBlur(distance, radius).data
  // Below a spread of 6 there is noise rather than a code: it is not raised to full contrast.
  return map(picture, (value, at) => 128 + ((value - (mean[at] ?? 0)) * 90) / Math.max(6, spread[at] ?? 0))
}

/** Each pixel the darkest of the nine around it: joins strokes that are printed or scanned too thin. */
export function thicken({ data, width, height }: GreyPicture): GreyPicture {
  const rows = new Uint8ClampedArray(data.length)
  const out = new Uint8ClampedArray(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const here = data[at] ?? 0
      rows[at] = Math.min(
        x > 0 ? (data[at - 1] ?? 0) : here,
        here,
        x + 1 < width ? (data[at + 1] ?? 0) : here,
      )
    }
  }
  for (let at = 0; at < out.length; at++) {
    const here = rows[at] ?? 0
    out[at] = Math.min(rows[at - width] ?? here, here, rows[at + width] ?? here)
  }
  return { data: out, width, height }
}

function map(picture: GreyPicture, change: (value: number, at: number) => number): GreyPicture {
  const out = new Uint8ClampedArray(picture.data.length)
  for (let at = 0; at < out.length; at++) out[at] = change(picture.data[at] ?? 0, at)
  return { data: out, width: picture.width, height: picture.height }
}
