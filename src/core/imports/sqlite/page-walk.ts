/** @file Looks at the pages of a table before SQLite does (SQLite Database File Format, section 1.6). In a crafted file pages can
 * point at each other so that a scan of a few kilobytes never ends; in a sound one each page has one parent. */

const HEADER_LENGTH = 100
const INTERIOR = 0x05
const LEAF = 0x0d

/**
 * Whether all pages of a table form a tree.
 * @param rootPage from 1; page 1 is the root of the schema's own table
 */
export function isTree(bytes: Uint8Array, rootPage: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < HEADER_LENGTH) return false
  const stated = view.getUint16(16)
  const pageSize = stated === 1 ? 65_536 : stated
  if (pageSize < 512) return false
  const seen = new Set<number>()
  const open = [rootPage]
  for (let page = open.pop(); page !== undefined; page = open.pop()) {
    const start = (page - 1) * pageSize
    if (page < 1 || start + pageSize > view.byteLength || seen.has(page)) return false
    seen.add(page)
    const header = start + (page === 1 ? HEADER_LENGTH : 0)
    const kind = view.getUint8(header)
    if (kind === LEAF) continue
    if (kind !== INTERIOR) return false
    const children = childrenOf(view, start, header, pageSize)
    if (children === null) return false
    open.push(...children)
  }
  return true
}

/** The children of an interior page: one a cell, and the rightmost one. */
function childrenOf(view: DataView, start: number, header: number, pageSize: number): number[] | null {
  const cells = view.getUint16(header + 3)
  const pointers = header + 12
  if (pointers + 2 * cells > start + pageSize) return null
  const children = [view.getUint32(header + 8)]
  for (let cell = 0; cell < cells; cell++) {
    const at = view.getUint16(pointers + 2 * cell)
    if (at + 4 > pageSize) return null
    children.push(view.getUint32(start + at))
  }
  return children
}
