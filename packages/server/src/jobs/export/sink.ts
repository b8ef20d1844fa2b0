/** Place that records go to. */
export interface Sink {
  /** Name that cursors are kept by. */
  readonly name: string
  /**
   * Adds lines of JSON. Resolves once they cannot get lost any more.
   *
   * @param id Name of the batch, given by its first record. A batch that is added again has the same, and may have more lines.
   */
  append(lines: readonly string[], id: string): Promise<void>
}

/** Time limit of a sink over the network, within the lease of the process that exports. */
export const SINK_WITHIN_MS = 10_000

/** Media type of JSON lines. */
export const JSON_LINES = 'application/x-ndjson'

export function toBody(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
