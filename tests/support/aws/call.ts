import type { Account, Principal } from "./model.ts"
import type { Parameters } from "./parameters.ts"
import type { XmlValue } from "./xml.ts"

/** An authenticated call, as the operations see it. */
export interface Call {
  readonly account: Account
  readonly principal: Principal
  readonly parameters: Parameters
  readonly nowMs: number
}

/** One operation: its result element, or an AwsError. */
export type Operation = (call: Call) => XmlValue

/** The ARN that GetCallerIdentity and the "not authorized" texts show. */
export function callerArn({ id, partition }: Account, principal: Principal): string {
  switch (principal.kind) {
    case "user":
    case "user-session":
      return principal.user.arn
    case "role-session":
      return `arn:${partition}:sts::${id}:assumed-role/${principal.role.name}/${principal.sessionName}`
    case "federated":
      return `arn:${partition}:sts::${id}:federated-user/${principal.name}`
  }
}

/** The `UserId` of GetCallerIdentity. */
export function callerId({ id }: Account, principal: Principal): string {
  switch (principal.kind) {
    case "user":
    case "user-session":
      return principal.user.userId
    case "role-session":
      return `${principal.role.roleId}:${principal.sessionName}`
    case "federated":
      return `${id}:${principal.name}`
  }
}
