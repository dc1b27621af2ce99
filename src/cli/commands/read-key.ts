import { AppError } from "../../core/errors.ts"
import type { LongTermKey } from "../../core/ports/aws-api.ts"

/**
 * A key from stdin: two lines, the console's CSV, or JSON with AWS's own field names (`aws iam create-access-key`).
 * @throws AppError `aws-value`; never with the text, which may hold the secret.
 */
export function readKey(text: string): LongTermKey {
  const trimmed = text.replace(/^\uFEFF/, "").trim()
  if (trimmed.startsWith("{")) return keyOfJson(trimmed)
  const lines = trimmed.split(/\r?\n/)
  const [first = "", second = ""] = lines
  const cells =
    lines.length === 2 && first.includes(",")
      ? keyOfCsv(cellsOf(first), cellsOf(second))
      : lines.length === 1
        ? cellsOf(first)
        : lines
  const [accessKeyId = "", secretAccessKey = "", ...more] = cells.map((cell) => cell.trim())
  if (accessKeyId === "") throw new AppError({ kind: "aws-value", field: "access-key-id" })
  if (secretAccessKey === "" || more.length > 0) {
    throw new AppError({ kind: "aws-value", field: "secret-access-key" })
  }
  return { accessKeyId, secretAccessKey }
}

function keyOfJson(text: string): LongTermKey {
  try {
    const parsed = JSON.parse(text) as Record<string, unknown>
    const key = (parsed.AccessKey ?? parsed) as Record<string, unknown>
    if (typeof key.AccessKeyId === "string" && typeof key.SecretAccessKey === "string") {
      return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey }
    }
  } catch {
    // Said below, without the parser's words: they quote the text.
  }
  throw new AppError({ kind: "aws-value", field: "access-key-id" })
}

/** By the names in the header: the console has written these files with other columns before them. */
function keyOfCsv(header: readonly string[], row: readonly string[]): string[] {
  const cell = (name: RegExp) => row[header.findIndex((title) => name.test(title))] ?? ""
  return [cell(/^access key id$/i), cell(/^secret access key$/i)]
}

function cellsOf(line: string): string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"))
}
