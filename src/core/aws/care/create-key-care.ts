import { findKeyIn } from "../find.ts"
import { enrolMfa, removeMfa, resyncMfa, undoEnrolment } from "./enrol-mfa.ts"
import { deleteStray, look } from "./look.ts"
import { deleteOld, forget, resume, rollBack, rotate } from "./rotate.ts"
import type { CareDeps, CareOptions, KeyCare } from "./service.ts"

/** Long enough for another process to come to the end of a rotation that waits for AWS. */
const WAIT_MS = 120_000

type Work<T> = (deps: CareDeps, keyId: string, options: CareOptions) => Promise<T>

/** What can be done with permanent keys at AWS itself. */
export function createKeyCare(deps: CareDeps): KeyCare {
  /** One at a time for a key, in whatever process. A name is as good as an id. */
  const alone = async <T>(query: string, work: (keyId: string) => Promise<T>): Promise<T> => {
    const { id } = findKeyIn(await deps.index.read(), query)
    return deps.mutex.hold(`aws-key-${id}`, () => work(id), { waitMs: WAIT_MS })
  }
  const held =
    <T>(work: Work<T>) =>
    (query: string, options: CareOptions = {}) =>
      alone(query, (keyId) => work(deps, keyId, options))
  return {
    look: (query, options = {}) =>
      deps.index.read().then((vault) => look(deps, findKeyIn(vault, query).id, options)),
    rotate: held(rotate),
    resume: held(resume),
    deleteOld: held(deleteOld),
    rollBack: held(rollBack),
    deleteStray: (query, tail, options = {}) =>
      alone(query, (keyId) => deleteStray(deps, keyId, tail, options)),
    forget: (query) => alone(query, (keyId) => forget(deps, keyId)),
    enrolMfa: held(enrolMfa),
    undoEnrolment: held(undoEnrolment),
    resyncMfa: held(resyncMfa),
    removeMfa: held(removeMfa),
  }
}
