/** Environment variable: its default as a string, and a sentence for `bulkhead serve --help`. */
export interface Variable {
  readonly default: string
  readonly help: string
  /** Whether the value can also be in a file, named by the variable with the suffix `_FILE`. */
  readonly isSecret?: true
  /** Variable without which this one is ignored. */
  readonly needs?: string
  /** Beginning of the value that this other variable must have. Default: any value. */
  readonly needsPrefix?: string
}
