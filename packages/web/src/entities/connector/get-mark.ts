export interface Named {
  readonly id: string
  readonly name: string
}

/** The end of a connector's id where another of the list has the same name, or undefined. The ends differ, the beginnings are times. */
export function getMark({ id, name }: Named, all: readonly Named[]): string | undefined {
  return all.some((other) => other.id !== id && other.name === name) ? id.slice(-6) : undefined
}
