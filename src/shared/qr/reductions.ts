/** @file A picture's brightness and its smaller versions, each made once. */
import { shrinkTo } from "./grey-operations.ts"
import { toGrey, type GreyPicture, type Picture } from "./pixels.ts"

export class Reductions {
  readonly full: GreyPicture
  readonly #bySide = new Map<number, GreyPicture>()

  constructor(picture: Picture) {
    this.full = toGrey(picture)
  }

  /** No side longer than `side` pixels. */
  atMost(side: number): GreyPicture {
    const made = this.#bySide.get(side) ?? shrinkTo(this.full, side)
    this.#bySide.set(side, made)
    return made
  }
}
