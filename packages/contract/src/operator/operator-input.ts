import type { TObject, TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { PATTERN_RULE } from '#values/shapes'

/** Returns the errors in a command's input, as sentence parts. Empty if the input is valid. */
export function faultsOfInput(schema: TObject, input: unknown): string[] {
  return Errors(schema, input).map(({ instancePath, message, keyword, params }) => {
    const name = instancePath.slice(1)
    if (keyword === 'minProperties') return `give at least one of ${getOptional(schema).join(', ')}`
    if (keyword === 'type' && isNullable(schema.properties[name])) {
      return `${name} must be a whole number, or none`
    }
    if (keyword === 'pattern')
      return `${name} ${getRule(schema, name) ?? `must look like ${getDescription(schema, name)}`}`
    if (keyword === 'additionalProperties') {
      const { additionalProperties } = params as { additionalProperties: string[] }
      return `there is no ${additionalProperties.join(', ')} here`
    }
    return `${name} ${message}`.trim()
  })
}

/** Returns the rule that the pattern of a property stands for; undefined if its description says it. */
function getRule(schema: TObject, name: string): string | undefined {
  return (schema.properties[name] as TSchema & { [PATTERN_RULE]?: string })?.[PATTERN_RULE]
}

/** Returns the description of a property of a command's input. */
function getDescription(schema: TObject, name: string): string {
  return ((schema.properties[name] as TSchema & { description?: string })?.description ?? '').replace(
    /\.$/,
    '',
  )
}

function getOptional({ properties, required }: TObject): string[] {
  return Object.keys(properties).filter((name) => !(required as string[] | undefined)?.includes(name))
}

function isNullable(property: TSchema | undefined): boolean {
  return [(property as { type?: string | string[] } | undefined)?.type].flat().includes('null')
}
