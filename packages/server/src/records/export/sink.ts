/** Destination of exported records. */
export interface Sink {
  /** Name under which cursors are stored. */
  readonly name: string
  /**
   * Adds lines of JSON. Resolves once they can no longer be lost.
   *
   * @param id Name of the batch, taken from its first record. A batch that is added again has the same name, and may
   *   have more lines or fewer.
   */
  append(lines: readonly string[], id: string): Promise<void>
}

/** Time limit of a request of a sink. It is shorter than the lease of the process that exports. */
export const SINK_WITHIN_MS = 10_000

/** Media type of JSON lines. */
export const JSON_LINES = 'application/x-ndjson'

export function toBody(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
