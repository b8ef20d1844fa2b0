/** The ids and names that a server tells definitions apart by. */
export interface Named {
  readonly definition_id: string
  readonly slug: string
  readonly display_name: string
}

/** A definition that another would be taken for. */
export interface Clash<T> {
  readonly known: T
  /** Such as "github has the same definition id". */
  readonly message: string
}

/** The first of the known definitions with the id or a name of the added one, in any letter case. */
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
