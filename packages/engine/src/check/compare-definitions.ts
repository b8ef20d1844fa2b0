import { isDeepStrictEqual } from 'node:util'
import { describeOperation, type OperationDescription } from '#describe/describe-operation'
import type { Definition, Operation } from '#model/definition'
import type { JsonSchema } from '#model/json'
import { ownMember } from '#text/json-object'

export interface OperationDifference {
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed'
  /** `widgets.list`: the name in the new version, or the last one if it was removed. */
  readonly name: string
  /** Name in the old version, if it was renamed. */
  readonly former?: string
  /** Method and path, such as `GET /widgets`. */
  readonly request: string
  /** Changes for callers, in words. */
  readonly changes: readonly string[]
  /** Operations that narrowed tokens and connectors gain or lose, in words. */
  readonly narrowed: readonly string[]
  /** Whether a call that the old version accepted can be refused. */
  readonly breaks: boolean
}

/** Differences between two versions of a definition. */
export interface DefinitionDifference {
  readonly operations: readonly OperationDifference[]
  /** Changes for stored connectors: where credentials go, ways to authenticate. */
  readonly connectors: readonly string[]
}

type Change = Pick<OperationDifference, 'changes' | 'breaks'>

/**
 * Compares two versions of a definition. Reports operations that callers gain, lose or must call differently, and the
 * effects on tokens and connectors that are narrowed to entities, to actions or to reading. Two operations with the
 * same request count as the same operation.
 */
export function compareDefinitions(before: Definition, after: Definition): DefinitionDifference {
  const [old, current] = [getOperations(before), getOperations(after)]
  const former = new Map([...old.values()].map((operation) => [getRequest(operation), operation]))
  const isKept = new Set<Operation>()
  const operations: OperationDifference[] = []
  for (const [name, operation] of current) {
    const request = getRequest(operation)
    const same = old.get(name) ?? former.get(request)
    if (same === undefined) {
      const narrowed = getGained(operation, before)
      operations.push({ kind: 'added', name, request, changes: [], narrowed, breaks: false })
      continue
    }
    isKept.add(same)
    const change = compareOperations([same, before], [operation, after])
    if (getName(same) === name) {
      const narrowed = getEffectNarrowed(same, operation)
      if (change.changes.length > 0 || narrowed.length > 0)
        operations.push({ kind: 'changed', name, request, ...change, narrowed })
      continue
    }
    const narrowed = [...getLost(same), ...getGained(operation, before)]
    operations.push({
      kind: 'renamed',
      name,
      former: getName(same),
      request,
      ...change,
      narrowed,
      breaks: true,
    })
  }
  for (const [name, operation] of old) {
    if (isKept.has(operation)) continue
    const request = getRequest(operation)
    operations.push({
      kind: 'removed',
      name,
      request,
      changes: [],
      narrowed: getLost(operation),
      breaks: true,
    })
  }
  return { operations, connectors: compareConnections(before, after) }
}

function getOperations({ entities }: Definition): ReadonlyMap<string, Operation> {
  const all = [...entities.values()].flatMap((actions) => [...actions.values()])
  return new Map(all.map((operation) => [getName(operation), operation]))
}

function getName({ entity, action }: Operation): string {
  return `${entity}.${action}`
}

/**
 * Returns the method and the path with placeholders by position, because placeholder names often change while the
 * operation stays the same.
 */
function getRequest({ method, path }: Operation): string {
  return `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`
}

type Side = readonly [Operation, Definition]

function compareOperations(before: Side, after: Side): Change {
  const [old, current] = [describeOperation(...before), describeOperation(...after)]
  const lost = Object.keys(old.params.properties).filter(
    (name) => !Object.hasOwn(current.params.properties, name),
  )
  const gained = Object.keys(current.params.properties).filter(
    (name) => !Object.hasOwn(old.params.properties, name),
  )
  const required = current.params.required.filter((name) => !old.params.required.includes(name))
  const optional = old.params.required.filter(
    (name) => !current.params.required.includes(name) && !lost.includes(name),
  )
  const types = Object.keys(current.params.properties).flatMap((name) => typeChange(name, old, current))
  const requests = [getRequest(before[0]), getRequest(after[0])]
  const isSame = requests[0] === requests[1]
  const changes = [
    ...(isSame ? [] : [`request ${requests.join(' → ')}`]),
    ...(old.effect === current.effect ? [] : [`effect ${old.effect} → ${current.effect}`]),
    ...(old.idempotent === current.idempotent
      ? []
      : [current.idempotent ? 'became idempotent' : 'is no longer idempotent']),
    ...lost.map((name) => `param ${name} is gone`),
    ...required.map(
      (name) => `param ${name} is ${gained.includes(name) ? 'new and required' : 'required now'}`,
    ),
    ...gained.filter((name) => !required.includes(name)).map((name) => `param ${name} is new`),
    ...optional.map((name) => `param ${name} is optional now`),
    ...types,
    ...((old.pagination === null) === (current.pagination === null)
      ? []
      : [current.pagination === null ? 'has no pages any more' : 'has pages now']),
  ]
  return { changes, breaks: !isSame || lost.length + required.length + types.length > 0 }
}

function typeChange(name: string, old: OperationDescription, current: OperationDescription): string[] {
  const [was, is] = [old, current].map(({ params }) =>
    Object.hasOwn(params.properties, name) ? params.properties[name] : undefined,
  )
  if (was === undefined || is === undefined) return []
  const differs = (key: string) => !isDeepStrictEqual(ownMember(was, key), ownMember(is, key))
  const texts = differs('type') ? [`param ${name}: type ${typeText(was)} → ${typeText(is)}`] : []
  return differs('enum') ? [...texts, `param ${name} takes other values`] : texts
}

function typeText(schema: JsonSchema): string {
  const type = ownMember(schema, 'type')
  return (Array.isArray(type) ? type.join(' or ') : (type as string | undefined)) ?? 'any'
}

/** Returns how an operation with a new name affects narrowed tokens and connectors. */
function getGained({ entity, action, effect }: Operation, before: Definition): string[] {
  const byAction = `the action ${action}`
  const holders = before.entities.has(entity) ? `the entity ${entity} or ${byAction}` : byAction
  return [`gain it: narrowed to ${holders}`, ...(effect === 'read' ? ['gain it: narrowed to reading'] : [])]
}

/** Returns how the loss of an operation name affects narrowed tokens and connectors. */
function getLost({ entity, action }: Operation): string[] {
  return [`lose ${entity}.${action}: narrowed to the entity ${entity} or the action ${action}`]
}

function getEffectNarrowed(before: Operation, after: Operation): string[] {
  if (before.effect === after.effect) return []
  return [after.effect === 'read' ? 'gain it: narrowed to reading' : 'lose it: narrowed to reading']
}

function compareConnections(before: Definition, after: Definition): string[] {
  const names = (definition: Definition) => definition.auth_options.map(({ name }) => name)
  const gone = names(before).filter((name) => !names(after).includes(name))
  const fields = after.auth_options.flatMap(({ name, title, fields }) => {
    const old = before.auth_options.find((option) => option.name === name)
    const known = new Set(old?.fields.map((field) => field.name))
    return fields
      .filter((field) => old !== undefined && field.required && !known.has(field.name))
      .map((field) => `${title} needs ${field.name}: its connectors must be connected again`)
  })
  const settings = after.settings.filter(
    ({ name, required, default: value }) =>
      required && value === undefined && !before.settings.some((setting) => setting.name === name),
  )
  return [
    ...(before.definition_id === after.definition_id
      ? []
      : [`the id is ${after.definition_id} and not ${before.definition_id}: it is another definition`]),
    ...(before.base_url === after.base_url
      ? []
      : [
          `requests go to ${after.base_url} and not ${before.base_url}: credentials are bound to their host and must be given again if it differs`,
        ]),
    ...gone.map((name) => `the way to authenticate ${name} is gone: its connectors must be connected again`),
    ...fields,
    ...settings.map(({ name }) => `the setting ${name} is new and required`),
  ]
}

const SIGNS = { added: '+', removed: '-', renamed: '>', changed: '~' } as const

/** Returns a comparison as text for a terminal. */
export function renderDifference({ operations, connectors }: DefinitionDifference): string {
  const blocks = operations.map(({ kind, name, former, request, changes, narrowed }) => {
    const title = former === undefined ? name : `${former} → ${name}`
    const lines = [...changes, ...narrowed.map((text) => `tokens and connectors that ${text}`)]
    return [`${SIGNS[kind]} ${title}  ${request}`, ...lines.map((line) => `    ${line}`)].join('\n')
  })
  const counts = (['added', 'removed', 'renamed', 'changed'] as const).map(
    (kind) => `${operations.filter((operation) => operation.kind === kind).length} ${kind}`,
  )
  return `${[...connectors.map((text) => `! ${text}`), ...blocks, counts.join(', ')].join('\n')}\n`
}
