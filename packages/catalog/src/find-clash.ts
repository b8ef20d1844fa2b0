/** Id and names by which a server distinguishes definitions. */
export interface Named {
  readonly definition_id: string
  readonly slug: string
  readonly display_name: string
}

/** A known definition that has the same id or name as an added one. */
export interface Clash<T> {
  readonly known: T
  /** Reason, such as "github has the same definition id". */
  readonly message: string
}

/**
 * Returns the first known definition that shares its id or a name with the added one. Names are compared without regard
 * to case.
 */
export function findClash<T extends Named>(known: Iterable<T>, added: Named): Clash<T> | undefined {
  const names = getNames(added)
  for (const one of known) {
    if (one.definition_id.toLowerCase() === added.definition_id.toLowerCase()) {
      return { known: one, message: `${one.slug} has the same definition id` }
    }
    const name = getNames(one).find((name) => names.includes(name))
    if (name !== undefined) return { known: one, message: `${one.slug} has the same name ${name}` }
  }
  return undefined
}

function getNames({ slug, display_name }: Named): readonly string[] {
  return [slug, display_name].map((name) => name.toLowerCase())
}
