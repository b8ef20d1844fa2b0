import { UsageError } from '#command/command-error'
import { splitPair } from '#command/split-pair'
import type { Row } from '#output/pick-fields'

interface Schema {
  readonly type?: string | readonly string[]
  readonly items?: Schema
}

/**
 * Converts `name=value` arguments to the params of an operation. A string param stays a string even if it looks like a
 * number.
 *
 * @param describe Returns the JSON Schema of the params; undefined if the operation does not exist.
 */
export async function readParams(
  typed: readonly string[],
  describe: () => Promise<Row | undefined>,
): Promise<Record<string, unknown>> {
  const pairs = typed.map((pair) => splitPair(pair, '-p must be name=value', 'For example: -p owner=octocat'))
  const schema = (await describe()) as { readonly properties?: Readonly<Record<string, Schema>> } | undefined
  const params: Record<string, unknown> = {}
  for (const [name, text] of pairs) {
    const property = schema?.properties?.[name]
    const types = getTypes(property)
    const value = readValue(name, text, types, property?.items)
    const before = params[name]
    const isList = Array.isArray(before) && Array.isArray(value)
    if (before !== undefined && !isList)
      throw new UsageError(`-p ${name} was given twice, but it is not a list.`)
    params[name] = isList ? [...before, ...value] : value
  }
  return params
}

function getTypes(schema: Schema | undefined): readonly string[] {
  const type = schema?.type ?? []
  return typeof type === 'string' ? [type] : type
}

/** Converts a value to its JSON form. The server validates it. */
function readValue(name: string, text: string, types: readonly string[], items: Schema | undefined): unknown {
  if (types.includes('string')) return text
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) {
    const number = Number(text)
    // A longer integer stays a string, so that it keeps its digits.
    return Number.isSafeInteger(number) || text.includes('.') ? number : text
  }
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  if (types.includes('null') && text === 'null') return null
  if (types.includes('array') && !text.trimStart().startsWith('[')) {
    return [readValue(name, text, getTypes(items), items?.items)]
  }
  if (types.includes('array') || types.includes('object')) return parsed(name, text)
  return text
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`-p ${name} must be JSON: the operation expects a list or an object there.`)
  }
}
