import { createPrivateStore } from "../store.ts"

/** Which dialog of the place is open. */
export type SetUp =
  | { step: "key"; profile: string | null }
  /** `guided`: on the way to a profile. */
  | { step: "device"; keyId: string; guided: boolean }
  | { step: "profile"; keyId: string | null; profileId: string | null; guided: boolean }
  /** Sign-ins to IAM Identity Center; with an id: sign in there. */
  | { step: "center" }
  | { step: "center-sign-in"; signInId: string }
  | { step: "center-roles"; signInId: string }
  | { step: "remove-key"; keyId: string }
  | { step: "remove-profile"; profileId: string }
  | { step: "code"; profileId: string }
  /** Profiles of AWS's own files. */
  | { step: "take-over" }
  | { step: "console"; profileId: string }

export const setUp = createPrivateStore<SetUp | null>(null)
