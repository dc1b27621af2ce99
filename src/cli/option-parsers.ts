/** @file What the words of options must be; commander says the rest. */
import { InvalidArgumentError } from "commander"

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.")
  return Number(text)
}

export function mode(text: string): "file" | "process" {
  if (text !== "file" && text !== "process") throw new InvalidArgumentError("It must be file or process.")
  return text
}

export function renewMode(text: string): "auto" | "on-demand" | "never" {
  if (text !== "auto" && text !== "on-demand" && text !== "never")
    throw new InvalidArgumentError("It must be auto, on-demand or never.")
  return text
}

export function assumeMode(text: string): "auto" | "session" | "direct" {
  if (text !== "auto" && text !== "session" && text !== "direct")
    throw new InvalidArgumentError("It must be auto, session or direct.")
  return text
}

export const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value]
