import { compiledPattern } from '#compile/compile-pattern'
import type { DocumentReader, Fields, Place } from '#document/document-reader'
import type { ReachRule } from '#model/definition'
import { ACTIONS, type Definition, type Parameter } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'
import { probablyMeant } from '#text/nearest'
import { withoutUndefined } from '#text/without-undefined'

const KEY = 'x-bulkhead-reach'
const KEYS = ['entity', 'action', 'where', 'members', 'other_members']

/**
 * Reads the rules of a parameter or body field about the operations that its values reach.
 *
 * @param stated Value of `x-bulkhead-reach`.
 */
export function readReaches(
  reader: DocumentReader,
  at: Place,
  where: string,
  stated: JsonValue | undefined,
): Pick<Parameter, 'reaches'> {
  if (stated === undefined) return {}
  if (!Array.isArray(stated)) {
    reader.report(at, `${where}.${KEY} must be a list`)
    return {}
  }
  return {
    reaches: stated.flatMap((rule, index) => readRule(reader, at, `${where}.${KEY}[${index}]`, rule)),
  }
}

function readRule(reader: DocumentReader, at: Place, where: string, stated: JsonValue): readonly ReachRule[] {
  for (const key of isJsonObject(stated) ? Object.keys(stated) : []) {
    if (KEYS.includes(key)) continue
    const meant = probablyMeant(key, KEYS)
    const hint = meant === undefined ? `allowed are ${KEYS.join(', ')}` : `did you mean ${meant}?`
    reader.report(at, `${where} has the unknown key ${key}; ${hint}`)
  }
  const entity = ownMember(stated, 'entity')
  const action = ACTIONS.find((known) => known === ownMember(stated, 'action'))
  if (typeof entity !== 'string' || action === undefined) {
    reader.report(at, `${where} needs an entity and an action`)
    return []
  }
  const form = ownMember(stated, 'where')
  const pattern = typeof form === 'string' ? compiledPattern(form, 'i') : undefined
  if (form !== undefined && pattern === undefined) {
    reader.report(at, `${where}.where must be a regular expression`)
  }
  const members = textsAt(stated, 'members')
  const other_members = textsAt(stated, 'other_members')
  return [
    {
      entity,
      action,
      ...(pattern !== undefined && { where: pattern }),
      ...withoutUndefined({ members, other_members }),
    },
  ]
}

function textsAt(stated: JsonValue, key: string): readonly string[] | undefined {
  const value = ownMember(stated, key)
  return Array.isArray(value) ? value.map(String) : undefined
}

export function reportUnreachable(
  reader: DocumentReader,
  root: Fields,
  entities: Definition['entities'],
): void {
  for (const [entity, actions] of entities) {
    for (const { action, parameters } of actions.values()) {
      for (const { name, reaches = [] } of parameters) {
        for (const rule of reaches) {
          if (entities.get(rule.entity)?.has(rule.action) === true) continue
          const what = `${rule.entity} ${rule.action}, which the document does not have`
          reader.report(root.at, `${entity} ${action}: ${KEY} of ${name} names ${what}`)
        }
      }
    }
  }
}
