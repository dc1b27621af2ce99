/** @file The open formats, by name: what the window and the command line write to a file. Each holds every secret. */
import type { LeftOut, Outgoing } from "../backup/service.ts"
import { AppError } from "../errors.ts"
import type { Random } from "../ports/random.ts"
import { writeAegis } from "./aegis.ts"
import { googlePages } from "./google-pages.ts"
import { writeGoogleHtml, writeHtml } from "./html.ts"
import { writeOtpauthList } from "./otpauth-list.ts"

export type OpenFormat = "otpauth" | "google" | "aegis" | "html"

export interface WrittenExport {
  readonly text: string
  /** How many accounts are in it. */
  readonly accounts: number
  /** What is not in it, or not whole. */
  readonly left: readonly LeftOut[]
}

/** The ending that goes with a format. */
export const exportEndings: Record<OpenFormat, string> = {
  otpauth: "txt",
  google: "html",
  aegis: "json",
  html: "html",
}

interface Surroundings {
  /** Unix time in milliseconds: the day stands on printed pages. */
  readonly nowMs: number
  readonly random: Random
}

/** @throws AppError `backup` `nothing`: a file without an account would pass for an export */
export function writeExport(to: OpenFormat, outgoing: Outgoing, around: Surroundings): WrittenExport {
  const written = write(to, outgoing, around)
  if (written.accounts === 0) throw new AppError({ kind: "backup", problem: "nothing", path: null })
  return written
}

function write(to: OpenFormat, outgoing: Outgoing, { nowMs, random }: Surroundings): WrittenExport {
  const day = new Date(nowMs).toISOString().slice(0, 10)
  const all = outgoing.entries.length + outgoing.kept.length
  switch (to) {
    case "otpauth":
      return { text: writeOtpauthList(outgoing), accounts: all, left: outgoing.left }
    case "aegis": {
      const { json, left } = writeAegis(outgoing, random)
      return { text: json, accounts: all + outgoing.left.length - left.length, left }
    }
    case "google": {
      const { pages, left } = googlePages(outgoing)
      const accounts = pages.reduce((sum, { entries }) => sum + entries.length, 0)
      return { text: writeGoogleHtml(pages, left, day), accounts, left }
    }
    case "html": {
      const { html, left } = writeHtml(outgoing, day)
      return { text: html, accounts: all, left }
    }
  }
}
