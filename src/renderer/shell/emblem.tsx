/** Keycard's own mark: a card with a countdown in its corner. */
export function Emblem({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect x="3" y="6" width="26" height="20" rx="5" fill="var(--accent)" />
      <rect x="3" y="10.5" width="26" height="4" fill="var(--on-accent)" opacity="0.28" />
      <circle
        cx="22.5"
        cy="20"
        r="3"
        fill="none"
        stroke="var(--on-accent)"
        strokeOpacity="0.35"
        strokeWidth="1.8"
      />
      <path d="M22.5 17a3 3 0 1 1-2.8 4" fill="none" stroke="var(--on-accent)" strokeWidth="1.8" />
      <rect x="7" y="19" width="7" height="2" rx="1" fill="var(--on-accent)" />
    </svg>
  )
}
