/** What one line or one part of the bars is made of. */
export interface Series {
  readonly name: string
  /** Of Tailwind: how it is drawn, `text-accent`; the mark takes the colour of the text. */
  readonly look: string
  /** One per point of time; null: nothing is known. */
  readonly values: readonly (number | null)[]
  /** Drawn as a dashed line. */
  readonly isDashed?: boolean
}

/** A part of time that the values are about, in milliseconds. */
export interface Span {
  readonly since: number
  readonly until: number
}
