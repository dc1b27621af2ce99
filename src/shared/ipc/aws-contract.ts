/** @file Access keys, profiles and sessions, as they cross between main and the page. A part of contract.ts. */
import { z } from "zod"
import { MAX_ROLES } from "../../core/vault/limits.ts"
import { assumeMode } from "../../core/vault/role-options.ts"
import { awsOverview, codeFromView, deviceView, hardwareKeyView, id, keyView, unixMs } from "./views.ts"

const nothing = z.strictObject({})

const newKey = z.strictObject({
  name: z.string().max(100),
  source: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("typed"),
      accessKeyId: z.string().max(200),
      secretAccessKey: z.string().max(200),
    }),
    z.strictObject({
      kind: z.literal("profile"),
      profile: z.string().max(500),
      removePlainText: z.boolean(),
    }),
  ]),
  mfaSerial: z.string().max(256).nullable(),
  otpAccountId: id.nullable(),
  endpoint: z.string().max(2_000).nullable(),
  region: z.string().max(40).nullable(),
})

const policyArns = z.array(z.string().max(2_048)).max(20)

const typedRole = z.strictObject({
  externalId: z.string().max(2_000),
  sessionName: z.string().max(200),
  sourceIdentity: z.string().max(200),
  tags: z
    .array(z.strictObject({ key: z.string().max(300), value: z.string().max(500), transitive: z.boolean() }))
    .max(100),
  policy: z.string().max(20_000),
  policyArns,
})
export type TypedRole = z.output<typeof typedRole>

const typedFederation = z.strictObject({
  policy: z.string().max(20_000),
  policyArns,
  durationSeconds: z.number().nullable(),
})

const newProfile = z.strictObject({
  name: z.string().max(500),
  keyId: id,
  durationSeconds: z.number(),
  region: z.string().max(60).nullable(),
  roleArns: z.array(z.string().max(2_048)).max(MAX_ROLES),
  /** What goes with each role, as typed: what is empty is not said. */
  roleOptions: z.array(typedRole).max(MAX_ROLES).optional(),
  assume: assumeMode.optional(),
  /** What a sign-in of the user is limited to, as typed. */
  federation: typedFederation.nullable().optional(),
  renew: z.enum(["auto", "on-demand", "never"]).optional(),
  mode: z.enum(["file", "process"]).optional(),
})

export const awsRequests = {
  "aws:overview": { request: nothing, response: awsOverview },
  "aws:key-add": { request: newKey, response: keyView },
  "aws:key-edit": {
    request: z.strictObject({
      keyId: id,
      name: z.string().max(100).optional(),
      mfaSerial: z.string().max(256).nullable().optional(),
      otpAccountId: id.nullable().optional(),
      codeFrom: codeFromView.optional(),
      region: z.string().max(40).optional(),
      /** null: AWS itself. */
      endpoint: z.string().max(2_000).nullable().optional(),
    }),
    response: keyView,
  },
  "aws:key-remove": { request: z.strictObject({ keyId: id }), response: nothing },
  "aws:find-devices": {
    request: z.strictObject({ keyId: id }),
    response: z.strictObject({ devices: z.array(deviceView) }),
  },
  /** Asks the YubiKeys that are plugged in what is on them. `yubikey` where there is none. */
  "aws:hardware-keys": {
    request: nothing,
    response: z.strictObject({ keys: z.array(hardwareKeyView) }),
  },
  "aws:profile-add": { request: newProfile, response: z.strictObject({ profileId: id }) },
  "aws:profile-edit": {
    request: newProfile.omit({ keyId: true }).extend({ profileId: id }),
    response: z.strictObject({ profileId: id }),
  },
  "aws:profile-remove": { request: z.strictObject({ profileId: id }), response: nothing },
  "aws:refresh": {
    request: z.strictObject({
      profileId: id,
      code: z.string().max(10).nullable(),
      replaceForeignSection: z.boolean(),
    }),
    response: z.strictObject({ expiresAtMs: unixMs, written: z.boolean() }),
  },
  "aws:cancel": { request: z.strictObject({ profileId: id }), response: nothing },
  "aws:stop": { request: z.strictObject({ profileId: id }), response: nothing },
}
