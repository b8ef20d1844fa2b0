import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from '../client-call.ts'

const PREFIX = /^\$\{prefix\}/

interface ClassOfClient {
  readonly name: string
  readonly parent: string
  readonly code: string
}

/** Reads the calls of `@gitbeaker/core`: methods and paths from its code, names of options from its types. */
export function gitlabCalls(folder: string): readonly ClientCall[] {
  const read = (file: string) => readFileSync(join(folder, 'dist', file), 'utf8')
  const types = read('index.d.ts')
  const classes = read('index.mjs')
    .split(/^(?=var \w+ = class )/m)
    .flatMap((code): readonly ClassOfClient[] => {
      const [, name, parent] = /^var (\w+) = class (?:\w+ )?extends (\w+)/.exec(code) ?? []
      return name === undefined || parent === undefined ? [] : [{ name, parent, code }]
    })
  const calls = classes.flatMap((own) => {
    // A class for one kind of resource inherits the methods of its parent, and passes it the kind.
    const [, kind, below] = /super\("(\w+)"(?:, "(\w+)")?/.exec(own.code) ?? []
    const parent = kind === undefined ? undefined : classes.find(({ name }) => name === own.parent)
    const inherited = parent && {
      ...parent,
      code: parent.code.replaceAll('this.resource2Type', `"${below}"`),
    }
    return [...listCalls(own, types, kind), ...(inherited ? listCalls(inherited, types, kind) : [])]
  })
  // Several methods may call one path, each with its own options.
  const groups = Map.groupBy(calls, ({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  return [...groups.values()].flatMap(([call, ...others]) => {
    if (call === undefined) return []
    const all = [call, ...others]
    const query = [...new Set(all.flatMap((one) => one.query))]
    return [{ ...call, query, body: [...new Set(all.flatMap((one) => one.body))] }]
  })
}

function listCalls({ name, code }: ClassOfClient, types: string, kind: string | undefined): ClientCall[] {
  const stated = /prefixUrl: "([\w/]+)"/.exec(code)?.[1]
  const prefix = stated ?? (kind !== undefined && /prefixUrl: \w+|super\("/.test(code) ? kind : undefined)
  const [, ...methods] = code.split(/^ {2}(?=(?:async )?\w+\()/m)
  return methods.flatMap((own) => {
    const method = /^(?:async )?(\w+)/.exec(own)?.[1] ?? ''
    const verb = /RequestHelper\.(get|post|put|patch|del)\(\)/.exec(own)?.[1]
    if (verb === undefined) return []
    const names = getOptions(types, name, method)
    const given = matchAll(own, /(?:endpoint`([^`]*)`|this,\s+(?:"([\w/]+)"|`([^`]*)`))/g)
    // A path may begin with one of several others.
    const starts = given.filter((template) => template.endsWith('/'))
    const templates = given
      .filter((template) => !template.endsWith('/'))
      .flatMap((template) =>
        PREFIX.test(template) ? starts.map((start) => template.replace(PREFIX, start)) : template,
      )
    return templates.map((template) => {
      const path = template.replace(/\$\{"(\w+)"\}/g, '$1').replace(/\$\{(\w+)\}/g, '{$1}')
      const isRead = verb === 'get'
      return {
        method: verb === 'del' ? 'DELETE' : verb.toUpperCase(),
        path: `/api/v4/${prefix === undefined ? '' : `${prefix}/`}${path}`,
        query: isRead ? names : [],
        // Fields that are arguments of a method are named where it puts them into the body.
        body: isRead ? [] : [...names, ...matchAll(own, /^ {6,8}(\w+)(?:,$|: )/gm).map(toSnakeCase)],
      }
    })
  })
}

/** Returns the names of a method's options, as they are sent. */
function getOptions(types: string, className: string, method: string): readonly string[] {
  const start = types.search(new RegExp(`^declare class ${className}\\b`, 'm'))
  const declared = start === -1 ? '' : types.slice(start, start + types.slice(start).search(/^\}/m))
  const signatures = declared.split(/^ {4}(?=\w)/m).filter((text) => new RegExp(`^${method}\\b`).test(text))
  const given = signatures.map((text) => text.split(/\): Promise</)[0] ?? '').join('\n')
  const inline = matchAll(given, /[{;,]\s*(\w+)\??:/g)
  return [...new Set([...inline, ...namesIn(types, given, new Set())])].map(toSnakeCase)
}

/** Returns the members of the option types that a text names. */
function namesIn(types: string, text: string, seen: Set<string>): readonly string[] {
  return matchAll(text, /\b(\w+Options)\b/g).flatMap((name) => {
    if (seen.has(name)) return []
    seen.add(name)
    const start = types.search(new RegExp(`^(?:type|interface) ${name}\\b`, 'm'))
    if (start === -1) return []
    const declared = types.slice(
      start,
      start + types.slice(start + 1).search(/^(?:type|interface|declare) /m),
    )
    return [...matchAll(declared, /^ +(\w+)\??:/gm), ...namesIn(types, declared, seen)]
  })
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
