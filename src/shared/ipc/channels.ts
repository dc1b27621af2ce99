/** @file The names of all that may cross to and from the page. No imports: the sandboxed preload loads this file. */

/** The page asks, main answers. */
export const requestChannels = [
  "app:state",
  "app:open-link",
  "keychain:choose",
  "keychain:unlock",
  "keychain:retry",
  "accounts:list",
  "accounts:edit",
  "accounts:edit-many",
  "accounts:reorder",
  "accounts:trash",
  "accounts:restore",
  "accounts:purge",
  "accounts:kept",
  "accounts:remove-kept",
  "codes:watch",
  "codes:copy",
  "codes:next-hotp",
  "enrol:read-texts",
  "enrol:read-typed",
  "enrol:draft",
  "enrol:save",
  "enrol:cancel",
  "enrol:undo",
  "enrol:discard",
  "enrol:paste",
  "enrol:capture-screen",
  "enrol:camera",
  "import:read",
  "import:cancel",
  "settings:set",
  "clock:measure",
  "clock:apply",
  "aws:overview",
  "aws:key-add",
  "aws:key-edit",
  "aws:key-remove",
  "aws:find-devices",
  "aws:profile-add",
  "aws:profile-edit",
  "aws:profile-remove",
  "aws:refresh",
  "aws:cancel",
  "aws:stop",
  "clipboard:copy-text",
] as const

/** Main tells, the page listens. */
export const eventChannels = [
  "app:changed",
  "accounts:changed",
  "codes:changed",
  "enrol:progress",
  "import:progress",
  "aws:changed",
  "aws:waiting",
  "clipboard:cleared",
] as const

export type RequestChannel = (typeof requestChannels)[number]
export type EventChannel = (typeof eventChannels)[number]
