/** A JSON value. Integers beyond 2^53 in an upstream's response are kept with `JSON.rawJSON`. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A JSON Schema as in the document, with references to component schemas resolved at the top level. */
export type JsonSchema = { readonly [key: string]: JsonValue }
