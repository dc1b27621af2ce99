import { awsEntriesFirst } from "../../../core/aws/choose-hardware-entry.ts"
import { keyView } from "../../views.ts"
import type { Request } from "../../../shared/ipc/contract.ts"
import type { NewKeySource } from "../../../core/aws/service.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function awsHandlers({ aws, awsDesk, codeSource, renewer, announce }: Services): HandlersOf<"aws"> {
  /** Every change is told, also where it failed half-way: the overview shows how things stand. */
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } finally {
      announce.aws()
      renewer.look()
    }
  }
  return {
    "aws:overview": () => awsDesk.overview(),
    "aws:key-add": async ({ name, source, mfaSerial, otpAccountId, endpoint, region }) =>
      keyView(
        await changing(
          aws.addKey({
            name,
            source: keySource(source),
            mfaSerial: mfaSerial ?? undefined,
            otpAccountId: otpAccountId ?? undefined,
            endpoint: endpoint ?? undefined,
            region: region ?? undefined,
          }),
        ),
      ),
    "aws:key-edit": async ({ keyId, ...changes }) => keyView(await changing(aws.editKey(keyId, changes))),
    "aws:key-remove": async ({ keyId }) => {
      await changing(aws.removeKey(keyId))
      return {}
    },
    "aws:find-devices": async ({ keyId }) => ({
      devices: (await aws.findMfaDevices(keyId)).map(({ device, otpAccountId }) => ({
        serialNumber: device.serialNumber,
        otpAccountId,
      })),
    }),
    "aws:hardware-keys": async () => ({
      keys: (await codeSource.keys()).map(({ serial, entries, problem }) => ({
        serial,
        entries: awsEntriesFirst(entries.map(({ name }) => name)),
        problem,
      })),
    }),
    "aws:profile-add": async ({ region, ...profile }) => ({
      profileId: (await changing(aws.addProfile({ ...profile, region: region ?? undefined }))).id,
    }),
    "aws:profile-edit": async ({ profileId, region, ...changes }) => ({
      profileId: (await changing(aws.editProfile(profileId, { ...changes, region: region ?? undefined }))).id,
    }),
    "aws:profile-remove": async ({ profileId }) => {
      awsDesk.cancel(profileId)
      await changing(aws.removeProfile(profileId))
      return {}
    },
    "aws:refresh": (request) => awsDesk.refresh(request),
    "aws:cancel": async ({ profileId }) => {
      awsDesk.cancel(profileId)
      renewer.cancel(profileId)
      return Promise.resolve({})
    },
    "aws:stop": async ({ profileId }) => {
      awsDesk.cancel(profileId)
      await changing(aws.stop(profileId))
      return {}
    },
  }
}

function keySource(source: Request<"aws:key-add">["source"]): NewKeySource {
  if (source.kind === "profile") return source
  const { accessKeyId, secretAccessKey } = source
  return { kind: "typed", key: { accessKeyId, secretAccessKey } }
}
