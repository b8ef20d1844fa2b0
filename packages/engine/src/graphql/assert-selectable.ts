import { invalidParameter } from '#model/check-value'
import { probablyMeant } from '#text/nearest'

/** Maximum number of levels of nested objects. */
const MOST_LEVELS = 6
/**
 * Maximum number of fields of a selection. A field counts ten times inside a list and a hundred times inside a list of
 * lists.
 */
const MOST_COST = 2_000
const OF_A_LIST = 10

interface Level {
  readonly type: string
  readonly weight: number
}

/**
 * Rejects a selection that names unknown fields, is nested too deeply or asks for too much. A service returns every
 * nested list in full, so large selections are expensive.
 *
 * @param selection Names and balanced braces.
 * @throws {EngineError} `invalid_parameter`
 */
export function assertSelectable(
  selection: string,
  record_type: string,
  types: ReadonlyMap<string, string>,
): void {
  const levels: Level[] = [{ type: record_type, weight: 1 }]
  let cost = 0
  /** Object field that was named last. A brace must follow it. */
  let opened: { readonly name: string; readonly level: Level } | undefined
  const assertClosed = () => {
    if (opened !== undefined)
      throw badFields(`names ${opened.name}, an object; say what of it, as ${opened.name}.id`)
  }
  for (const [token] of selection.matchAll(/[{}]|\w+/g)) {
    const level = levels.at(-1)
    if (level === undefined) break
    if (token === '{') {
      if (opened === undefined) throw badFields('opens a field that has nothing inside')
      if (levels.length >= MOST_LEVELS) throw badFields(`goes deeper than ${MOST_LEVELS} levels`)
      levels.push(opened.level)
      opened = undefined
      continue
    }
    assertClosed()
    if (token === '}') {
      levels.pop()
      continue
    }
    cost += level.weight
    if (cost > MOST_COST) throw badFields('asks for too much: name fewer fields in lists')
    if (token === '__typename') continue
    const field = findField(types.get(level.type) ?? '', token)
    if (field === undefined) throw unknownField(token, level.type, types)
    if (field.type === undefined) continue
    const weight = level.weight * (field.is_list ? OF_A_LIST : 1)
    opened = { name: token, level: { type: field.type, weight } }
  }
  assertClosed()
}

// The string of fields is searched without parsing it: a caller names many fields, and an organization's schema may
// have any size.
function findField(fields: string, name: string) {
  if (fields.includes(` ${name} `)) return { type: undefined, is_list: false }
  const start = fields.indexOf(` ${name}:`)
  if (start < 0) return undefined
  const type = fields.slice(start + name.length + 2, fields.indexOf(' ', start + 1))
  return type.endsWith('*') ? { type: type.slice(0, -1), is_list: true } : { type, is_list: false }
}

/** Maximum number of fields that are compared with a misspelled one. */
const MOST_HINTS = 200

function unknownField(name: string, type: string, types: ReadonlyMap<string, string>) {
  const fields = (types.get(type) ?? '').trim().split(' ', MOST_HINTS)
  const meant = probablyMeant(
    name,
    fields.map((field) => field.split(':', 1)[0] ?? ''),
  )
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  return badFields(`names ${name}, which ${type} does not have${hint}`)
}

function badFields(why: string) {
  return invalidParameter('fields', why)
}
