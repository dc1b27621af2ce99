import type { OtpPart, OtpProblem, PictureProblem } from "../../core/errors.ts"

export const pictureWords: Record<PictureProblem, readonly [title: string, detail: string]> = {
  empty: ["The file is empty.", "Save the picture again."],
  "not-a-picture": ["This is not a picture.", "Use a PNG, JPEG, WebP, GIF or BMP file."],
  "unsupported-format": [
    "This kind of picture cannot be read.",
    "Save it as PNG or JPEG, or take a screenshot of it.",
  ],
  "too-large-file": ["The picture's file is larger than 20 MB.", "Cut it down to the QR code."],
  "too-many-pixels": ["The picture has more than 40 million pixels.", "Cut it down to the QR code."],
  damaged: ["The picture is damaged.", "Save it again, or take a screenshot of it."],
  unreadable: ["The picture's file cannot be read.", "Check that it exists and that you may open it."],
  "no-code": [
    "No QR code was found in the picture.",
    "Take it straight on, sharp, with the whole code and its white margin.",
  ],
  "no-otp-code": [
    "The QR code in the picture is not one of an authenticator.",
    "Use the code that the site shows when you set up two-factor sign-in.",
  ],
}

const parts: Record<OtpPart, string> = {
  uri: "The link",
  type: "The kind of code",
  secret: "The secret",
  algorithm: "The algorithm",
  digits: "The number of digits",
  period: "The period",
  counter: "The counter",
  label: "The name",
  migration: "The export",
}

const ranges: Partial<Record<OtpPart, string>> = {
  digits: "It must be from 4 to 10.",
  period: "It must be a whole number of seconds from 1 to 86,400.",
  counter: "It must be a whole number from 0 up.",
}

/** @returns what is wrong with a part of a link, or of what was typed, and what to do. */
export function otpWords(part: OtpPart, problem: OtpProblem): readonly [title: string, detail: string] {
  const again = "Ask the site for a new code, or type the secret by hand."
  const range = ranges[part] ?? again
  switch (problem) {
    case "missing":
      return [`${parts[part]} is missing.`, again]
    case "empty":
      return [`${parts[part]} is empty.`, again]
    case "too-long":
      return [`${parts[part]} is too long.`, part === "label" ? "Shorten it." : again]
    case "too-short":
      return [`${parts[part]} is too short.`, "Copy all of it."]
    case "not-otpauth":
      return ["This is not a two-factor link.", "Such a link begins with otpauth:// or otpauth-migration://."]
    case "unsupported":
      return [`${parts[part]} is of a sort that Keycard cannot compute.`, "Keep it in the app it came from."]
    case "not-a-whole-number":
      return [`${parts[part]} is not a whole number.`, range]
    case "out-of-range":
      return [`${parts[part]} is out of range.`, range]
    case "bad-characters":
      return part === "secret"
        ? [
            "The secret has characters that do not belong there.",
            "It is made of the letters A to Z and the digits 2 to 7.",
          ]
        : [`${parts[part]} has characters that do not belong there.`, range]
    case "digit-for-letter":
      return [
        "The secret has a 0, 1, 8 or 9, which it cannot have.",
        "Look closely: it may be the letter O, I, B or G.",
      ]
    case "damaged":
      return [`${parts[part]} is damaged.`, again]
  }
}

/** @returns which pictures of a Google export are still to come. */
export function missingPartsWords(
  size: number,
  missing: readonly number[],
): readonly [title: string, detail: string] {
  const some = missing.slice(0, 10).join(", ") + (missing.length > 10 ? " and more" : "")
  return [
    `This Google export has ${size} parts, and ${missing.length === 1 ? "part" : "parts"} ${some} ${missing.length === 1 ? "is" : "are"} missing.`,
    "Add the pictures of the missing parts too: each holds other accounts.",
  ]
}
