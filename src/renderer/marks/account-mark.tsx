import { useEffect, type CSSProperties } from "react"
import { useStore } from "../store.ts"
import { cx } from "../ui/cx.ts"
import { Mark } from "../ui/mark.tsx"
import type { BrandMark, MarkLibrary } from "./library.ts"
import { markLibrary } from "./load-marks.ts"
import { askForPicture, ownPictures } from "./own-picture.ts"
import { readMark } from "./read-mark.ts"
import styles from "./account-mark.module.css"

interface AccountMarkProps {
  id: string
  issuer: string
  account: string
  /** As the account has it. */
  mark: string
}

/** An account's mark: its service's own, a picture that was chosen, or its initial. Decoration. */
export function AccountMark({ id, issuer, account, mark }: AccountMarkProps) {
  const library = useStore(markLibrary)
  const choice = readMark(mark)
  const own = choice.kind === "own"
  const picture = useStore(ownPictures, (all) => (own ? (all.get(id) ?? null) : null))
  useEffect(() => {
    if (own) askForPicture(id)
  }, [own, id])
  if (picture !== null) return <img src={picture} alt="" className={styles.picture} draggable={false} />
  const brand = library === null ? null : brandOf(library, mark, issuer)
  return brand === null ? <Mark name={issuer || account} /> : <BrandTile mark={brand} />
}

function brandOf(library: MarkLibrary, mark: string, issuer: string): BrandMark | null {
  const choice = readMark(mark)
  if (choice.kind === "brand") return library.bySlug(choice.slug)
  return choice.kind === "auto" ? library.byIssuer(issuer) : null
}

export function BrandTile({ mark, className }: { mark: BrandMark; className?: string | undefined }) {
  const colours = { "--light": mark.light, "--dark": mark.dark } as CSSProperties
  return (
    <span aria-hidden="true" className={cx(styles.brand, className)} style={colours}>
      <svg viewBox="0 0 24 24" width="20" height="20">
        <path d={mark.path} />
      </svg>
    </span>
  )
}
