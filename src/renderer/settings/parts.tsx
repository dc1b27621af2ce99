import type { ReactNode } from "react"
import styles from "./settings.module.css"

/** Some settings that belong together, under a heading. */
export function Group({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section className={styles.group} id={id} aria-label={title}>
      <h2 className={styles.groupTitle}>{title}</h2>
      <div className={styles.box}>{children}</div>
    </section>
  )
}

/** One setting: what it is, what it does, and at the right the way to change it. */
export function Setting({
  title,
  about,
  children,
}: {
  title: string
  about?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <p className={styles.name}>{title}</p>
        {about !== undefined && <div className={styles.about}>{about}</div>}
      </div>
      {children}
    </div>
  )
}
