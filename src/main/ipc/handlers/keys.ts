import type { CareOptions, KeyCare } from "../../../core/aws/care/service.ts"
import { AppError } from "../../../core/errors.ts"
import type { AwsKey } from "../../../core/vault/schema.ts"
import type { Request } from "../../../shared/ipc/contract.ts"
import { keyView } from "../../views.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function keysHandlers({
  aws,
  keyDesk,
  renewer,
  announce,
}: Pick<Services, "aws" | "keyDesk" | "renewer" | "announce">): HandlersOf<"keys"> {
  /** Every change is told, also where it failed half-way: the key's row shows how things stand. */
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } finally {
      announce.aws()
      announce.accounts()
      renewer.look()
    }
  }
  return {
    "keys:look": async ({ keyId, code }) => {
      const { listed } = await changing(
        keyDesk.run(keyId, code, (care, options) => care.look(keyId, options)),
      )
      return {
        others: listed.flatMap(({ role, ...other }) => (role === "present" ? [] : [{ ...other, role }])),
      }
    },
    "keys:rotate": async (request) =>
      keyView(
        await changing(
          keyDesk.run(request.keyId, request.code, async (care, options) => {
            if (request.action !== "forget") return rotation(care, request, request.action, options)
            await care.forget(request.keyId)
            return aws.findKey(request.keyId)
          }),
        ),
      ),
    "keys:mfa": async ({ keyId, action, code, secondCode }) => {
      const work = {
        enrol: "enrolMfa",
        undo: "undoEnrolment",
        resync: "resyncMfa",
        remove: "removeMfa",
      } as const
      const method = work[action]
      const second = { secondCode: secondCode ?? undefined }
      return keyView(
        await changing(
          keyDesk.run(keyId, code, (care, options) => care[method](keyId, { ...options, ...second })),
        ),
      )
    },
    "keys:cancel": ({ keyId }) => {
      keyDesk.cancel(keyId)
      return Promise.resolve({})
    },
    "keys:move-home": async ({ profile }) => {
      const plain = (await aws.plainKeys()).find((key) => key.profile === profile)
      if (plain === undefined) throw new AppError({ kind: "no-plain-key", profile })
      const taken = new Set((await aws.keys()).map(({ name }) => name))
      const name = freeName(taken, plain.serves)
      const source = { kind: "profile", profile, removePlainText: true } as const
      return keyView(await changing(aws.addKey({ name, source })))
    },
    "keys:move-back": async ({ keyId, profile }) => {
      await changing(aws.movePlainBack(keyId, profile))
      return {}
    },
  }
}

async function rotation(
  care: KeyCare,
  { keyId, tail }: Request<"keys:rotate">,
  action: Exclude<Request<"keys:rotate">["action"], "forget">,
  options: CareOptions,
): Promise<AwsKey> {
  switch (action) {
    case "rotate":
      return care.rotate(keyId, options)
    case "resume":
      return care.resume(keyId, options)
    case "delete-old":
      return care.deleteOld(keyId, options)
    case "roll-back":
      return care.rollBack(keyId, options)
    case "delete-other":
      return care.deleteStray(keyId, tail ?? "", options)
  }
}

function freeName(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} ${number}`)) number += 1
  return `${name} ${number}`
}
