/** Line, or segment of the bars. */
export interface Series {
  readonly name: string
  /** Tailwind class of the mark, such as `text-accent`. The mark takes the text color. */
  readonly look: string
  /** Values by point of time. Null: unknown. */
  readonly values: readonly (number | null)[]
  /** Drawn as a dashed line. */
  readonly isDashed?: boolean
}

/** A part of time that the values are about, in milliseconds. */
export interface Span {
  readonly since: number
  readonly until: number
}
