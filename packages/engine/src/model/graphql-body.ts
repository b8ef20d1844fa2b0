import type { TextTemplate } from '#text/text-template'
import type { JsonValue } from './json.ts'

/** Body of a GraphQL operation. */
export interface GraphqlBody {
  /** Query text, split where the field selection goes. A single piece if the query takes no selection. */
  readonly query: readonly string[]
  readonly default_fields?: string
  /** Name of the type where selections start, if the definition knows its fields. */
  readonly record_type?: string
  readonly operation_name?: string
  readonly variables: ReadonlyMap<string, VariableTemplate>
}

/** Source of the value of a variable, or of a part of one. */
export type VariableTemplate =
  | { readonly constant: JsonValue }
  /** A parameter's value, with its type kept. */
  | { readonly parameter: string }
  /** A string that contains parameters. */
  | { readonly text: TextTemplate }
  | { readonly members: ReadonlyMap<string, VariableTemplate> }
  | { readonly elements: readonly VariableTemplate[] }
