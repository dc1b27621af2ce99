import { useEffect, useRef } from "react"

interface PictureProps {
  png: Uint8Array
  label: string
  className: string | undefined
}

/** A picture that lives in memory only, and no longer than it is shown. */
export function Picture({ png, label, className }: PictureProps) {
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" }))
    if (image.current !== null) image.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [png])
  return <img ref={image} className={className} alt={label} draggable={false} />
}
