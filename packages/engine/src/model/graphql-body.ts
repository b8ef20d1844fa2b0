import type { TextTemplate } from '#text/text-template'
import type { JsonValue } from './json.ts'

/** Body of a GraphQL operation. */
export interface GraphqlBody {
  /** The text, split where the field selection goes; one piece if it takes none. */
  readonly query: readonly string[]
  readonly default_fields?: string
  /** Name of the type that selections start at, where the definition knows its fields. */
  readonly record_type?: string
  readonly operation_name?: string
  readonly variables: ReadonlyMap<string, VariableTemplate>
}

/** Source of the value of a variable, or of a part of one. */
export type VariableTemplate =
  | { readonly constant: JsonValue }
  /** A parameter's value with its type. */
  | { readonly parameter: string }
  /** A text around parameters. */
  | { readonly text: TextTemplate }
  | { readonly members: ReadonlyMap<string, VariableTemplate> }
  | { readonly elements: readonly VariableTemplate[] }
