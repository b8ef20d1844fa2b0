import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApiDocument } from '@bulkhead/contract/openapi'
import { getIdempotency, getSuccess } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'

/** Names of all properties of a schema, however deep. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties } = schema as { properties?: object }
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(namesIn)]
}

test('a reply that carries a secret or a token is never kept', () => {
  const carrying = operations.filter((operation) =>
    namesIn(getSuccess(operation).schema).some((name) =>
      /(secret|token|^key|consent_url|sign_up_url|oauth_flow_url|recovery_codes)$/.test(name),
    ),
  )
  assert.ok(carrying.length >= 4)
  for (const operation of carrying) assert.equal(getIdempotency(operation), 'none', operation.operationId)
})

test('every other operation that changes something heeds the key, and its description says so', () => {
  const { paths } = openApiDocument('0') as {
    paths: Record<
      string,
      Record<string, { parameters: { $ref?: string }[]; responses: Record<string, { description: string }> }>
    >
  }
  for (const operation of operations) {
    const described = paths[operation.path]?.[operation.method.toLowerCase()]
    const heeds = getIdempotency(operation) !== 'none'
    assert.equal(
      described?.parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey'),
      heeds,
      operation.operationId,
    )
    assert.equal(described?.responses[422]?.description.includes('idempotency_mismatch') ?? false, heeds)
    if (operation.method === 'GET') {
      // A look may be audited, and changes nothing.
      assert.equal(heeds, false)
      continue
    }
    // An audited operation changes something, so it may ignore the key only for the reason above.
    const isSecret = namesIn(getSuccess(operation).schema).some((name) =>
      /(secret|token|^key|consent_url|sign_up_url|oauth_flow_url|recovery_codes)$/.test(name),
    )
    // Ending a session is an exception: no key outlives the session, and ending it twice has the same effect as once.
    const hasNoToken = operation.callers === 'anyone' || operation.operationId === 'signOut'
    // A connect link is another exception: a success uses it up.
    const isOnce = operation.callers !== 'anyone' && operation.callers.every((one) => one === 'connect')
    if (operation.audit !== null && !hasNoToken && !isOnce)
      assert.equal(heeds, !isSecret, operation.operationId)
  }
})
