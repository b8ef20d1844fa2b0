import { describeOperation } from '#describe/describe-operation'
import { recordSchema } from '#describe/record-schema'
import { ACTIONS, type Definition, type Operation } from '#model/definition'
import { documented } from './comment.ts'
import { indented } from './indent.ts'
import { nameSchemas, pascal, singular } from './name-schemas.ts'
import { printMembers, printType, quoted } from './print-type.ts'

export interface Declarations {
  /** Name of the interface with a member per entity. The SDK uses it as the type of the connector. */
  readonly name: string
  /** Exported interfaces: the one called `name`, and one per kind of record. TypeScript, types only. */
  readonly code: string
}

/**
 * Declares a connector for TypeScript: its entities, actions, parameters and records. Each operation is `{ params,
 * record }`. A record that the document does not describe is `Record<string, unknown>`.
 */
export function declareDefinition(definition: Definition): Declarations {
  const name = pascal(definition.slug)
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const records = new Map(
    operations.flatMap((operation) => {
      const schema = recordSchema(operation)
      return schema === undefined ? [] : [[operation, schema] as const]
    }),
  )
  const roots = [...records].map(([{ entity }, schema]) => ({ name: singular(pascal(entity)), schema }))
  // The declarations themselves use `Record`.
  const named = nameSchemas(roots, [name, 'Record'])

  const declareOperation = (operation: Operation): string => {
    const { summary, description, params } = describeOperation(operation, definition)
    const schema = records.get(operation)
    const record = schema === undefined ? 'Record<string, unknown>' : printType(schema, named.getName)
    const text = [summary, description].filter((part) => part !== undefined).map(sentence)
    const members = `{\nparams: ${printType(params)}\nrecord: ${record}\n}`
    return documented(text.join(' '), `${operation.action}: ${members}`)
  }

  const entities = [...definition.entities].map(([entity, actions]) => {
    const lines = ACTIONS.flatMap((action) => {
      const operation = actions.get(action)
      return operation === undefined ? [] : [declareOperation(operation)]
    })
    return `${quoted(entity)}: {\n${lines.join('\n')}\n}`
  })
  const connector = documented(
    definition.description,
    `export interface ${name} {\n${entities.join('\n')}\n}`,
  )
  const schemas = named.entries.map(([type, schema]) =>
    documented(
      typeof schema.description === 'string' ? schema.description : undefined,
      `export interface ${type} ${printMembers(schema, named.getName)}`,
    ),
  )
  return { name, code: indented([connector, ...schemas].join('\n\n')) }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`
}
