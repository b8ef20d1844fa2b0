export interface Named {
  readonly id: string
  readonly name: string
}

/**
 * Returns the end of a connector's id if another connector of the list has the same name, undefined otherwise. Ids
 * begin with a time and differ at their end.
 */
export function getMark({ id, name }: Named, all: readonly Named[]): string | undefined {
  return all.some((other) => other.id !== id && other.name === name) ? id.slice(-6) : undefined
}
