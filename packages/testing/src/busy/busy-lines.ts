/** Messages of a database that a busy machine keeps waiting. The requests got 503. */
const BUSY = /All connections to the database are in use|The database (does not respond|took too long)/

/** Returns the lines of a log that a busy machine does not explain. */
export function withoutBusyLines(log: readonly string[]): string[] {
  return log.filter((line) => !BUSY.test(line))
}
