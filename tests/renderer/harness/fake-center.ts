import type { SsoOverview } from "../../../src/shared/ipc/sso-contract.ts"

/** Nobody signs in here: the window's tests do, with the real main. */
export function fakeCenter() {
  const overview: SsoOverview = { signIns: [], found: [] }
  const refuse = () => Promise.reject(new Error("not in the harness"))
  return {
    "sso:overview": () => Promise.resolve(overview),
    "sso:add": refuse,
    "sso:remove": refuse,
    "sso:sign-in": refuse,
    "sso:cancel": () => Promise.resolve({}),
    "sso:open-page": refuse,
    "sso:sign-out": refuse,
    "sso:roles": refuse,
    "sso:add-profiles": refuse,
  }
}
