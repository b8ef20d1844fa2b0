/** Series of a chart: a line, or a segment of each bar. */
export interface Series {
  readonly name: string
  /** Tailwind class of the mark, such as `text-accent`. The mark takes the text color. */
  readonly look: string
  /** Values by time span. Null: unknown. */
  readonly values: readonly (number | null)[]
  /** Whether the line is dashed. */
  readonly isDashed?: boolean
}

/** Time span of a value, in milliseconds. */
export interface Span {
  readonly since: number
  readonly until: number
}
