import { useEffect, useRef, useState, type RefObject } from "react"
import { call } from "../api.ts"
import { cameraProblem, unplugged, type CameraProblem } from "./camera-words.ts"
import { readQr } from "./qr-client.ts"
import type { QrFound } from "./qr-messages.ts"

export interface CameraView {
  status: "starting" | "live" | "failed"
  problem: CameraProblem | null
  cameras: readonly MediaDeviceInfo[]
  video: RefObject<HTMLVideoElement | null>
}

/** A rest between two frames: reading them as fast as they come would take a whole core. */
const restMs = 90

const rest = (ms: number) => new Promise<void>((resolve) => window.setTimeout(resolve, ms))

async function openStream(deviceId: string | null): Promise<MediaStream> {
  await call("enrol:camera", { open: true })
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
    },
  })
}

/**
 * A camera from the moment this is used until it is not, or the window is hidden.
 * @param deviceId null: the system's own choice
 * @param attempt another number starts anew
 * @param onFound what a frame holds; resolves to whether to go on
 */
export function useCamera(
  deviceId: string | null,
  attempt: number,
  onFound: (found: QrFound) => Promise<boolean>,
): CameraView {
  const video = useRef<HTMLVideoElement>(null)
  const found = useRef(onFound)
  const [view, setView] = useState<Omit<CameraView, "video">>({
    status: "starting",
    problem: null,
    cameras: [],
  })
  useEffect(() => {
    found.current = onFound
  })
  useEffect(() => {
    let stopped = false
    let stream: MediaStream | null = null
    const stop = () => {
      stopped = true
      for (const track of stream?.getTracks() ?? []) track.stop()
      stream = null
    }
    const fail = (problem: CameraProblem) => {
      if (stopped) return
      stop()
      setView((present) => ({ ...present, status: "failed", problem }))
    }
    const look = async (element: HTMLVideoElement) => {
      let first = true
      while (!stopped) {
        if (element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && element.videoWidth > 0) {
          const frame = await createImageBitmap(element)
          const texts = await readQr({ kind: "frame", frame, first })
          first = false
          if ((texts.links.length > 0 || texts.others > 0) && !(await found.current(texts))) return
        }
        await rest(restMs)
      }
    }
    const start = async () => {
      const opened = await openStream(deviceId)
      const element = video.current
      const [track] = opened.getVideoTracks()
      if (stopped || element === null || track === undefined) {
        for (const each of opened.getTracks()) each.stop()
        return
      }
      stream = opened
      track.addEventListener("ended", () => fail(unplugged))
      element.srcObject = opened
      await element.play()
      const devices = await navigator.mediaDevices.enumerateDevices()
      const cameras = devices.filter(({ kind }) => kind === "videoinput")
      setView({ status: "live", problem: null, cameras })
      await look(element)
    }
    // In the background nobody holds a code to it, and its light should be out.
    const hidden = () => {
      if (document.hidden) {
        fail({ title: "The camera was stopped.", detail: "It runs only while this window is in sight." })
      }
    }
    document.addEventListener("visibilitychange", hidden)
    start().catch((thrown: unknown) => fail(cameraProblem(thrown)))
    return () => {
      document.removeEventListener("visibilitychange", hidden)
      stop()
      call("enrol:camera", { open: false }).catch(() => undefined)
    }
  }, [deviceId, attempt])
  return { ...view, video }
}
