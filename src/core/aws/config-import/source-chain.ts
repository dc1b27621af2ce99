/** @file Along `source_profile` to the key that a profile's credentials begin with. */
import type { AwsProfile, Vault } from "../../vault/schema.ts"
import { MARK } from "../shared-files/credentials-section.ts"
import { isSessionKeyId } from "../values.ts"
import { namesCenter } from "./center-source.ts"
import { effectiveValues, said } from "./effective.ts"
import type { ProfileFiles, Values } from "./effective.ts"
import { readForeignProcess } from "./foreign-process.ts"
import type { Barrier, ImportedRole } from "./types.ts"

/** One profile on the way that assumes a role. */
export interface Step {
  readonly profile: string
  readonly values: Values
}

/** Where it begins. */
export type Root =
  | { readonly kind: "section"; readonly section: string; readonly values: Values }
  | { readonly kind: "kept"; readonly keyId: string; readonly roles: readonly ImportedRole[] }

export type Chain = { readonly root: Root; readonly steps: readonly Step[] } | { readonly barrier: Barrier }

/** aws-mfa keeps the permanent key of the profile NAME in the section `NAME-long-term`. */
export const LONG_TERM = "-long-term"

/** Whether a permanent key stands there, a session's, or none. */
export function keysIn(values: Values | null): "permanent" | "session" | "none" {
  const id = said(values, "aws_access_key_id")
  if (id === null || said(values, "aws_secret_access_key") === null) return "none"
  const token = said(values, "aws_session_token") ?? said(values, "aws_security_token")
  return token !== null || isSessionKeyId(id) ? "session" : "permanent"
}

/** The profile here that fills this section. */
function ownProfile(vault: Vault, values: Values) {
  const id = said(values, MARK)
  return id === null ? undefined : vault.awsProfiles.find((profile) => profile.id === id)
}

const keptAs = (vault: Vault, name: string) => vault.awsKeys.find((key) => key.name === name)

/** The roles of a profile here. */
export const rolesHere = ({ roleArns, roleOptions }: AwsProfile): ImportedRole[] =>
  roleArns.map((arn, index) => {
    const kept = roleOptions[index]
    if (kept === undefined) return { arn, externalId: null, sessionName: null }
    return { arn, externalId: kept.externalId, sessionName: kept.sessionName, kept }
  })

/** A profile without any roles of its own: where its credentials come from. */
function rootOf(files: ProfileFiles, vault: Vault, profile: string, values: Values): Root | Barrier {
  const own = ownProfile(vault, values)
  // One that has a role of Identity Center in a key's place is read as any other section.
  if (own !== undefined && own.keyId !== null)
    return { kind: "kept", keyId: own.keyId, roles: rolesHere(own) }
  const keys = keysIn(values)
  if (keys === "permanent") return { kind: "section", section: profile, values }
  const longTerm = effectiveValues(files, profile + LONG_TERM)
  if (longTerm !== null && keysIn(longTerm) === "permanent")
    return { kind: "section", section: profile + LONG_TERM, values: longTerm }
  const kept = keptAs(vault, profile)
  if (kept !== undefined) return { kind: "kept", keyId: kept.id, roles: [] }
  if (keys === "session") return { kind: "temporary", profile }
  return otherWay(values) ?? { kind: "key-elsewhere", profile }
}

/** Ways to credentials that are not a key in a file. */
export function otherWay(values: Values): Barrier | null {
  if (said(values, "web_identity_token_file") !== null) return { kind: "web-identity" }
  const source = said(values, "credential_source")
  if (source !== null) return { kind: "credential-source", source: source.slice(0, 60) }
  const command = said(values, "credential_process")
  if (command !== null) {
    const { tool, name } = readForeignProcess(command)
    return tool === "keycard" ? null : { kind: "process", tool, name }
  }
  return said(values, "login_session") === null ? null : { kind: "login-session" }
}

const isBarrier = (found: Root | Barrier): found is Barrier =>
  found.kind !== "section" && found.kind !== "kept"

/**
 * The roles of a profile and the key they begin with. Credentials of a profile that is a source are its keys, where it
 * has some, and only then its role's: as botocore has it.
 * @returns the steps in the order the roles are assumed
 */
export function followSources(files: ProfileFiles, vault: Vault, profile: string): Chain {
  const steps: Step[] = []
  const path: string[] = []
  let name = profile
  for (;;) {
    const values = effectiveValues(files, name)
    if (values === null) {
      const kept = keptAs(vault, name)
      if (kept === undefined) return { barrier: { kind: "source-missing", profile: name } }
      return { root: { kind: "kept", keyId: kept.id, roles: [] }, steps }
    }
    const isFirst = path.length === 0
    const assumes = said(values, "role_arn") !== null && said(values, MARK) === null
    if (!assumes || (!isFirst && keysIn(values) === "permanent")) {
      if (!isFirst && keysIn(values) === "none" && namesCenter(values))
        return { barrier: { kind: "role-after-center", profile: name } }
      const root = rootOf(files, vault, name, values)
      return isBarrier(root) ? { barrier: root } : { root, steps }
    }
    path.push(name)
    steps.unshift({ profile: name, values })
    const source = said(values, "source_profile")
    if (source === null || source === name) {
      // By itself: the key stands in this very section, or, with aws-vault, under this very name.
      const other = source === null ? otherWay(values) : null
      if (other !== null) return { barrier: other }
      const root = rootOf(files, vault, name, values)
      return isBarrier(root) ? { barrier: root } : { root, steps }
    }
    if (path.includes(source)) return { barrier: { kind: "loop", path: [...path, source] } }
    name = source
  }
}
