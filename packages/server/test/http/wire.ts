import assert from 'node:assert/strict'

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
export const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

/** Fields of a template as clients know them, and what kind of value each holds. */
const TEMPLATE = {
  id: UUID,
  name: /./,
  icon: /^http.*\/icons\/[^/]+\.svg$/,
  connector_name: /./,
  organization_id: null,
  customization: null,
  tags: [],
  mode: /^(DIRECT|REPLICATION|MULTI)$/,
  runtime_mode: /^(direct_only|context_store_only|direct_and_context_store)$/,
  supports_context_store: false,
  created_at: null,
  updated_at: null,
}

/** Asserts that a template has exactly the fields clients know and `more`, each of its kind. */
export function assertTemplate(template: Record<string, unknown>, more: Record<string, unknown>) {
  const expected = { ...TEMPLATE, ...more }
  assert.deepEqual(Object.keys(template).sort(), Object.keys(expected).sort())
  for (const [name, kind] of Object.entries(expected)) {
    if (kind instanceof RegExp) assert.match(String(template[name]), kind, name)
    else assert.deepEqual(template[name], kind, name)
  }
}
