/** Text of each prepared statement → its name on a connection. */
const names = new Map<string, string>()

/** Has connections keep the plan of a statement. */
export function namePrepared(text: string): void {
  if (!names.has(text)) names.set(text, `prepared_${names.size}`)
}

/** The name under which the database is to keep the plan of a statement; undefined for one that is planned each time. */
export function preparedName(text: string): string | undefined {
  return names.get(text)
}
