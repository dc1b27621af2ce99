import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function ssoHandlers({ ssoDesk, announce, renewer }: Services): HandlersOf<"sso"> {
  /** What sessions wait for may have come. */
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } finally {
      announce.aws()
      renewer.look()
    }
  }
  return {
    "sso:overview": () => ssoDesk.overview(),
    "sso:add": async (request) => ({ signInId: (await ssoDesk.add(request)).id }),
    "sso:remove": async ({ signInId }) => {
      await changing(ssoDesk.remove(signInId))
      return {}
    },
    "sso:sign-in": async (request) => {
      await changing(ssoDesk.signIn(request))
      return {}
    },
    "sso:cancel": ({ signInId }) => {
      ssoDesk.cancel(signInId)
      announce.aws()
      return Promise.resolve({})
    },
    "sso:open-page": async ({ signInId }) => {
      await ssoDesk.openPage(signInId)
      return {}
    },
    "sso:sign-out": async ({ signInId }) => {
      await changing(ssoDesk.signOut(signInId))
      return {}
    },
    "sso:roles": ({ signInId }) => ssoDesk.roles(signInId),
    "sso:add-profiles": async (request) => ({ profileIds: await changing(ssoDesk.addProfiles(request)) }),
  }
}
