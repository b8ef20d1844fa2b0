import engine from '@bulkhead/engine/package.json' with { type: 'json' }

/** Version of the published packages, which all have the same one. */
export const VERSION: string = engine.version
