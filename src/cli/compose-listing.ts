/** @file What is shown, and set up, without the keychain. A part of compose.ts. */
import type { Aws } from "../core/aws/service.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { Sso } from "../core/sso/service.ts"
import type { Context } from "./context.ts"

/** What lists and changes no secret, loaded with the first question. */
export function listingAws(load: () => Promise<Aws>): ReturnType<Context["listing"]>["aws"] {
  return {
    sessions: async () => (await load()).sessions(),
    findProfile: async (query) => (await load()).findProfile(query),
    findKey: async (query) => (await load()).findKey(query),
    addProfile: async (profile) => (await load()).addProfile(profile),
    editKey: async (id, changes) => (await load()).editKey(id, changes),
    suggestAccount: async (mfaSerial) => (await load()).suggestAccount(mfaSerial),
  }
}

export function listingSso(load: () => Promise<Sso>): ReturnType<Context["listing"]>["sso"] {
  return {
    signIns: async () => (await load()).signIns(),
    findSignIn: async (query) => (await load()).findSignIn(query),
    found: async () => (await load()).found(),
    addSignIn: async (signIn) => (await load()).addSignIn(signIn),
  }
}

/** For what lists only: a read of a secret there would be a bug. */
export const closedKeychain: SecretStore = {
  backend: "os",
  open: () => Promise.reject(new Error("a listing opened the keychain")),
  get: () => Promise.reject(new Error("a listing read a secret")),
  set: () => Promise.reject(new Error("a listing wrote a secret")),
  delete: () => Promise.reject(new Error("a listing deleted a secret")),
}
