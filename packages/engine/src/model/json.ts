/** A JSON value. Integers beyond 2^53 of an upstream's answer are kept by `JSON.rawJSON`. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A JSON Schema as the document states it, references to component schemas resolved at the top level. */
export type JsonSchema = { readonly [key: string]: JsonValue }
