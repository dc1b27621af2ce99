import { useImperativeHandle, useRef, type Ref } from "react"

export interface FileChooserHandle {
  readonly open: () => void
}

/** The system's dialog for choosing files, of every kind: what they are is told by their content. */
export function FileChooser({
  onFiles,
  ref,
}: {
  onFiles: (files: readonly File[]) => void
  ref: Ref<FileChooserHandle>
}) {
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => ({ open: () => input.current?.click() }), [])
  return (
    <input
      ref={input}
      type="file"
      multiple
      // Pressed by the buttons that offer it: it is none of its own.
      hidden
      onChange={(event) => {
        const files = [...(event.target.files ?? [])]
        event.target.value = ""
        if (files.length > 0) onFiles(files)
      }}
    />
  )
}
