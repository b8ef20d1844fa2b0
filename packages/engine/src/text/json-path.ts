import type { JsonValue } from '#model/json'
import { ownMember } from './json-object.ts'

type Step = { readonly member: string } | { readonly index: number } | 'each'

/** A compiled path of the subset that connector documents use: `$`, `.name`, `[0]`, `[*]`. */
export interface JsonPath {
  readonly text: string
  readonly steps: readonly Step[]
  /** Whether it contains `[*]`, so that it can match several values. */
  readonly fans_out: boolean
}

const STEP = /\.([A-Za-z_][A-Za-z0-9_-]*)|\[(\d{1,9})\]|\[(\*)\]/y

/** Compiles a path. Returns undefined if the string is not one. */
export function compileJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined
  const steps: Step[] = []
  for (let at = 1; at < text.length; at = STEP.lastIndex) {
    STEP.lastIndex = at
    const match = STEP.exec(text)
    if (match === null) return undefined
    if (match[1] !== undefined) steps.push(Object.freeze({ member: match[1] }))
    else if (match[2] !== undefined) steps.push(Object.freeze({ index: Number(match[2]) }))
    else steps.push('each')
  }
  return Object.freeze({ text, steps: Object.freeze(steps), fans_out: steps.includes('each') })
}

/**
 * Returns all values that a path matches, in order. A present null matches. Unlike in common JSONPath libraries, `[*]`
 * on a value that is not an array yields the value itself, and on null nothing, because documents rely on that. A name
 * in an array, and an index in anything but an array, match nothing.
 */
export function matchJsonPath(path: JsonPath, root: JsonValue): JsonValue[] {
  let values: JsonValue[] = [root]
  for (const step of path.steps) {
    values = values.flatMap((value) => matchStep(step, value))
  }
  return values
}

// Each result is wrapped in a list, because flatMap would flatten a value that is an array.
function matchStep(step: Step, value: JsonValue): readonly JsonValue[] {
  if (step === 'each') {
    if (value === null) return []
    return Array.isArray(value) ? value : [value]
  }
  if ('index' in step) {
    const element: JsonValue | undefined = Array.isArray(value) ? value[step.index] : undefined
    return element === undefined ? [] : [element]
  }
  const member = ownMember(value, step.member)
  return member === undefined ? [] : [member]
}
