/** Marks that turn the writing direction of what follows, and control characters: in a name from a QR code they can
 *  make one account look like another. (Unicode Standard Annex 9, section 2.) */
const treacherous = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** A name as it may be shown. */
export function cleanName(name: string): string {
  return name.replace(treacherous, "").trim()
}
