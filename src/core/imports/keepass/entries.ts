/** @file The entries in KDBX's XML, read as a stream: names of elements on a stack, and no tree in memory. */
import { Parser } from "htmlparser2"
import { base64Bytes } from "../encoded.ts"
import { importError } from "../import-error.ts"
import { groupTags } from "./group-tags.ts"
import type { OpenedKdbx } from "./open-kdbx.ts"

export interface KeepassEntry {
  /** The entry's texts by name: `Title`, `UserName`, `otp`. */
  readonly fields: ReadonlyMap<string, string>
  readonly tags: readonly string[]
}

interface Group {
  name: string
  uuid: string
  readonly parent: Group | null
}

interface OpenEntry {
  readonly fields: Map<string, string>
  tags: string
  readonly group: Group | null
}

/** KeePassXC's deepest trees have some tens. */
const MAX_DEPTH = 500

/**
 * Everything but earlier states of an entry (`History`) and what lies in the recycle bin.
 * @throws AppError `import` `damaged`
 */
export function keepassEntries({ xml, unprotect }: OpenedKdbx, format: string): KeepassEntry[] {
  const path: { name: string; sealed: boolean; text: string }[] = []
  const found: OpenEntry[] = []
  const open: OpenEntry[] = []
  const bin = { uuid: "", enabled: true }
  let group: Group | null = null
  let key = ""

  const opened = (name: string) => {
    if (name === "Group") group = { name: "", uuid: "", parent: group }
    if (name === "Entry") open.push({ fields: new Map(), tags: "", group })
    if (name === "String") key = ""
  }
  const closed = (name: string, text: string, parent: string) => {
    const entry = open.at(-1)
    if (name === "Group") group = group?.parent ?? null
    else if (name === "Entry") {
      const last = open.pop()
      if (last !== undefined && parent === "Group") found.push(last)
    } else if (parent === "String" && name === "Key") key = text
    else if (parent === "String" && name === "Value") entry?.fields.set(key, text)
    else if (parent === "Entry" && name === "Tags" && entry !== undefined) entry.tags = text
    else if (parent === "Group" && name === "Name" && group !== null) group.name = text
    else if (parent === "Group" && name === "UUID" && group !== null) group.uuid = text
    else if (parent === "Meta" && name === "RecycleBinUUID") bin.uuid = text
    else if (parent === "Meta" && name === "RecycleBinEnabled") bin.enabled = text.toLowerCase() !== "false"
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (path.length === MAX_DEPTH) throw importError(format, "damaged")
        path.push({ name, sealed: attributes.Protected?.toLowerCase() === "true", text: "" })
        opened(name)
      },
      ontext(text) {
        const element = path.at(-1)
        if (element !== undefined) element.text += text
      },
      onclosetag() {
        const element = path.pop()
        if (element === undefined) return
        // Every protected value moves the cipher on, those that are not looked at too.
        const text = element.sealed ? unsealed(element.text, unprotect) : element.text
        closed(element.name, text, path.at(-1)?.name ?? "")
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  const binUuid = bin.enabled ? bin.uuid : ""
  return found.filter((entry) => !isInside(entry.group, binUuid)).map(entryOf)
}

function unsealed(text: string, unprotect: OpenedKdbx["unprotect"]): string {
  return new TextDecoder().decode(unprotect(base64Bytes(text) ?? new Uint8Array()))
}

function isInside(group: Group | null, uuid: string): boolean {
  return uuid !== "" && ancestry(group).some((one) => one.uuid === uuid)
}

function entryOf({ fields, tags, group }: OpenEntry): KeepassEntry {
  const path = ancestry(group).map(({ name }) => name)
  const own = tags.split(/[;,]/).map((tag) => tag.trim())
  return { fields, tags: [...groupTags(path), ...own.filter((tag) => tag !== "")] }
}

/** From the root down. */
function ancestry(group: Group | null): Group[] {
  const groups: Group[] = []
  for (let one = group; one !== null; one = one.parent) groups.unshift(one)
  return groups
}
