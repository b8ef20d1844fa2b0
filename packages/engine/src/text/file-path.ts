import type { JsonValue } from '#model/json'
import { ownMember } from './json-object.ts'

/** Path of the file's URL in a download's response: dot-separated names, each with at most one index. */
export interface FilePath {
  readonly text: string
  readonly steps: readonly { readonly name: string; readonly index?: Part }[]
}

type Part = number | { readonly parameter: string }

const STEP = /^([A-Za-z_][A-Za-z0-9_-]*)(?:\[(?:(\d{1,9})|\{([A-Za-z0-9_]+)\})\])?$/

/** Compiles `a.b`, `items[0].url` or `files[{index}].url`. Returns undefined if the string is not such a path. */
export function compileFilePath(text: string): FilePath | undefined {
  const steps = text.split('.').map((part) => {
    const [, name, index, parameter] = STEP.exec(part) ?? []
    if (name === undefined) return undefined
    if (index !== undefined) return { name, index: Number(index) }
    return parameter === undefined ? { name } : { name, index: { parameter } }
  })
  return steps.every((step) => step !== undefined) ? { text, steps } : undefined
}

export function parametersIn(path: FilePath): readonly string[] {
  return path.steps.flatMap(({ index }) => (typeof index === 'object' ? index.parameter : []))
}

/** Fills the parameters of a path. If a value is missing or is not an index, the path matches nothing. */
export function fillFilePath(path: FilePath, lookUp: (parameter: string) => JsonValue | undefined): FilePath {
  const steps = path.steps.map(({ name, index }) => {
    if (typeof index !== 'object') return index === undefined ? { name } : { name, index }
    const value = lookUp(index.parameter)
    const isPlain = typeof value === 'string' || typeof value === 'number'
    return { name, index: isPlain && /^\d{1,9}$/.test(String(value)) ? Number(value) : -1 }
  })
  return { text: path.text, steps }
}

/** Returns the string at a path without parameters. Undefined if there is none. */
export function textAt(path: FilePath, root: JsonValue): string | undefined {
  let value: JsonValue | undefined = root
  for (const { name, index } of path.steps) {
    value = ownMember(value, name)
    if (index !== undefined)
      value = Array.isArray(value) && typeof index === 'number' ? value[index] : undefined
  }
  return typeof value === 'string' && value !== '' ? value : undefined
}
