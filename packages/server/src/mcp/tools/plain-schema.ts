const OWN_FORMATS: ReadonlySet<unknown> = new Set(['display-name', 'workspace-name'])

/** Converts a schema to the form that clients accept, without keywords and formats that only this project knows. */
export function plainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plainSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !key.startsWith('x-') && !(key === 'format' && OWN_FORMATS.has(value)))
      .map(([key, value]) => [key, plainSchema(value)]),
  )
}

/**
 * Returns the schema of a model's input. Removes null from the types, since several model providers do not accept lists
 * of types.
 */
export function inputSchema({ properties, ...schema }: { properties: object }): unknown {
  const plain = Object.entries(properties).map(([name, property]) => {
    const { type, ...rest } = property as { type?: unknown }
    const types = [type].flat().filter((one) => one !== 'null')
    return [name, { ...(type !== undefined && { type: types.length === 1 ? types[0] : types }), ...rest }]
  })
  return plainSchema({ ...schema, properties: Object.fromEntries(plain) })
}
