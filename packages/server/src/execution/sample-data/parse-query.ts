// Own code: `graphql` validates against a whole schema and weighs 1 MB. The documents of the catalog need its simplest form.

/** Value of an argument: a constant, or the name of a variable. */
export type Argument = { readonly constant: unknown } | { readonly variable: string }

/** A requested field of a query, or the fields of a fragment. */
export interface Selection {
  readonly name: string
  readonly args: ReadonlyMap<string, Argument>
  /** Requested fields of the value. Absent if there are none. */
  readonly fields?: readonly Selection[]
  /** Type that the fields apply to, if this is a fragment. */
  readonly on?: string
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[{}()[\]:$!=]/g
const MAX_DEPTH = 30

/** Parses a GraphQL query without aliases, directives and named fragments. @throws Error */
export function parseQuery(text: string): readonly Selection[] {
  const tokens: readonly string[] = text.match(TOKEN) ?? []
  let at = 0
  const take = () => tokens[at++]
  const expect = (token: string) => {
    if (take() !== token) throw new Error(`Expected ${token} in the query.`)
  }

  function readFields(depth: number): Selection[] {
    if (depth > MAX_DEPTH) throw new Error('The query has too many levels.')
    expect('{')
    const fields: Selection[] = []
    while (tokens[at] !== '}') fields.push(readField(depth))
    expect('}')
    return fields
  }

  function readField(depth: number): Selection {
    const name = take()
    if (name === undefined) throw new Error('The query ends too early.')
    if (name === '...') {
      expect('on')
      const on = take() ?? ''
      return { name: '', on, args: new Map(), fields: readFields(depth + 1) }
    }
    const args = tokens[at] === '(' ? readArguments() : new Map<string, Argument>()
    return { name, args, ...(tokens[at] === '{' && { fields: readFields(depth + 1) }) }
  }

  function readArguments(): Map<string, Argument> {
    const args = new Map<string, Argument>()
    expect('(')
    while (tokens[at] !== ')') {
      const name = take() ?? ''
      expect(':')
      args.set(name, tokens[at] === '$' ? readVariable() : { constant: readConstant() })
    }
    expect(')')
    return args
  }

  function readVariable(): Argument {
    expect('$')
    return { variable: take() ?? '' }
  }

  function readConstant(): unknown {
    const token = take()
    if (token === undefined) throw new Error('The query ends too early.')
    if (token === '[') {
      const list: unknown[] = []
      while (tokens[at] !== ']') list.push(readConstant())
      expect(']')
      return list
    }
    if (token === '{') {
      const members: [string, unknown][] = []
      while (tokens[at] !== '}') {
        const name = take() ?? ''
        expect(':')
        members.push([name, readConstant()])
      }
      expect('}')
      return Object.fromEntries(members)
    }
    // A name stands for an enumeration value.
    return /^["\d-]|^(?:true|false|null)$/.test(token) ? JSON.parse(token) : token
  }

  // The sample does not need the types of the variables.
  const begin = tokens.indexOf('{', Math.max(0, tokens[1] === '(' ? tokens.indexOf(')') : 0))
  if (begin === -1) throw new Error('The query asks for nothing.')
  at = begin
  return readFields(0)
}
