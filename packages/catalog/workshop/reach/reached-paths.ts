import type { Definition, Operation } from '@bulkhead/engine'
import type { DerivedReach } from './derived-reach.ts'

type Row = Omit<DerivedReach, 'own'>

const HOLE = /\{(\w+)\}/

/**
 * Returns operations whose path the own path parameters can spell, also with slashes within a value, and operations
 * whose path begins like theirs.
 */
export function reachedPaths(definition: Definition, own: Operation): readonly Row[] {
  const template = getPath(own)
  if (!HOLE.test(template)) return []
  const others = [...definition.entities.values()]
    .flatMap((actions) => [...actions.values()])
    .filter((other) => other !== own && other.method === own.method && other.graphql === undefined)
  return others.flatMap((other) => whole(own, template, other) ?? beginning(template, other) ?? [])
}

function getPath({ wire_path }: Operation): string {
  return wire_path.split('?', 1)[0] ?? ''
}

/**
 * Returns values of the own placeholders that spell the other operation's path, with plausible values in its
 * placeholders.
 */
function whole(own: Operation, template: string, other: Operation): Row[] | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const form = new RegExp(
    `^${template
      .split(/\{\w+\}/)
      .map((text) => RegExp.escape(text))
      .join('(.+)')}$`,
  )
  const words = template.split('/').filter((segment) => segment !== '' && !HOLE.test(segment))
  // A placeholder may want a number, or a name.
  for (const filling of ['1', 'a', ...words]) {
    const values = form.exec(getPath(other).replaceAll(/\{\w+\}/g, filling))?.slice(1)
    if (
      values === undefined ||
      names.some((name, index) => values[index] === filling && refuses(own, name, filling))
    )
      continue
    const isSlashed = values.some((value) => value.includes('/'))
    // The same values would be in the same places, so this is another name for what the operation does anyway.
    if (!isSlashed && isSameForm(template, getPath(other))) return []
    const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
    const by = isSlashed ? 'path, slash decoded' : 'path'
    return [{ parameter: blamed(names, values, filling), by, reached: other, params }]
  }
  return undefined
}

function refuses(own: Operation, name: string, value: string): boolean {
  const parameter = own.parameters.find((one) => one.name === name && one.in === 'path')
  return parameter?.pattern?.test(value) === false
}

function isSameForm(one: string, other: string): boolean {
  const [own, theirs] = [one.split('/'), other.split('/')]
  return (
    own.length === theirs.length &&
    theirs.every((part, index) => /^\{\w+\}$/.test(part) || shape(part) === shape(own[index] ?? ''))
  )
}

function shape(segment: string): string {
  return segment.replaceAll(/\{\w+\}/g, '{}')
}

function blamed(names: readonly string[], values: readonly string[], filling: string): string {
  const index = values.findIndex((value) => value !== filling)
  return names[Math.max(index, 0)] ?? ''
}

/** Returns a value with which the path at least begins like the other one. */
function beginning(template: string, other: Operation): Row[] | undefined {
  const [own, theirs] = [template.split('/'), getPath(other).split('/')]
  for (const [index, segment] of own.entries()) {
    const part = theirs[index]
    if (part === undefined || (HOLE.test(part) && !HOLE.test(segment))) return undefined
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    if (name !== undefined && !HOLE.test(part)) {
      return [{ parameter: name, by: 'path, its beginning', reached: other, params: { [name]: part } }]
    }
    if (!HOLE.test(segment) && segment !== part) return undefined
  }
  return undefined
}
