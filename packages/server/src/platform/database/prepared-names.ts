/** SQL of each prepared statement → its name on a connection. */
const names = new Map<string, string>()

/** Lets connections cache the plan of a statement. */
export function namePrepared(text: string): void {
  if (!names.has(text)) names.set(text, `prepared_${names.size}`)
}

/**
 * Returns the name under which the database caches the plan of a statement. Undefined if the statement is planned each
 * time.
 */
export function preparedName(text: string): string | undefined {
  return names.get(text)
}
