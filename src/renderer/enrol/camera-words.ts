/** @file What a camera's refusal means to a person. The names are those of getUserMedia (Media Capture and Streams). */

export interface CameraProblem {
  readonly title: string
  readonly detail: string
}

export const unplugged: CameraProblem = {
  title: "The camera was unplugged.",
  detail: "Plug it in again, or choose another way.",
}

export function cameraProblem(thrown: unknown): CameraProblem {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : ""
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return {
        title: "Keycard may not use the camera.",
        detail: "Allow it in the system's privacy settings, then try again.",
      }
    case "NotReadableError":
    case "AbortError":
      return {
        title: "The camera is in use by another program.",
        detail: "Close the video call or the program that uses it, then try again.",
      }
    case "NotFoundError":
    case "OverconstrainedError":
      return { title: "No camera was found.", detail: "Plug one in, or use a picture of the code instead." }
    default:
      return {
        title: "The camera did not start.",
        detail: "Try again, or use a picture of the code instead.",
      }
  }
}
