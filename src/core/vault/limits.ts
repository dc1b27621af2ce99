/** @file Bounds that the schema, and who reads past it, share. No imports: the short way to read loads this. */

/** Roles that one profile can assume one from the other. STS has no limit; each is a request and takes its time. */
export const MAX_ROLES = 50
