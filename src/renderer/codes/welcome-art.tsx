/** Three rows of codes, sketched. */
export function WelcomeArt() {
  const rows = [
    { y: 8, colour: "var(--accent)", arc: "M0 -8a8 8 0 1 1 -8 8" },
    { y: 56, colour: "var(--muted)", arc: "M0 -8a8 8 0 0 1 0 16" },
    { y: 104, colour: "var(--muted)", arc: "M0 -8a8 8 0 0 1 8 8" },
  ]
  return (
    <svg width="264" height="152" viewBox="0 0 264 152" fill="none">
      {rows.map(({ y, colour, arc }, index) => (
        <g key={y} transform={`translate(0 ${y})`} opacity={1 - index * 0.32}>
          <rect
            x="0.5"
            y="0.5"
            width="263"
            height="39"
            rx="10"
            fill="var(--surface)"
            stroke="var(--border)"
          />
          <rect x="10" y="9" width="22" height="22" rx="6" fill={colour} opacity={index === 0 ? 1 : 0.35} />
          <rect x="42" y="12" width="56" height="6" rx="3" fill="var(--border-strong)" opacity="0.7" />
          <rect x="42" y="23" width="40" height="5" rx="2.5" fill="var(--border)" />
          {[0, 1, 2, 3.6, 4.6, 5.6].map((place) => (
            <rect
              key={place}
              x={150 + place * 11}
              y="14"
              width="7"
              height="12"
              rx="2"
              fill="var(--text)"
              opacity="0.75"
            />
          ))}
          <g transform="translate(242 20)" strokeWidth="2.5">
            <circle r="8" stroke="var(--track)" />
            <path d={arc} stroke={index === 2 ? "var(--warn)" : "var(--accent)"} />
          </g>
        </g>
      ))}
    </svg>
  )
}
