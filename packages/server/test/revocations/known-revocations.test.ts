import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { VerifiedClaims } from '@bulkhead/server/access/tokens/claims'
import { createKnownRevocations } from '@bulkhead/server/access/tokens/revocation/known-revocations'
import { REVOCATION_SECONDS, type Revocation } from '@bulkhead/server/access/tokens/revocation/revocation'
import fc from 'fast-check'

const IDS = ['1', '2', '3'].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`)
const id = fc.constantFrom(...IDS)

const revocations: fc.Arbitrary<Revocation> = fc.record({
  organization_id: id,
  kind: fc.constantFrom(
    'token',
    'secret',
    'person',
    'workspace',
    'application',
    'organization',
    'connector',
    'refresh',
  ),
  subject_id: id,
  epoch: fc.constantFrom(null, 1, 2, 3),
})

const claims: fc.Arbitrary<VerifiedClaims> = fc
  .record({
    jti: id,
    sub: id,
    session_id: fc.option(id, { nil: undefined }),
    secret_id: fc.option(id, { nil: undefined }),
    parent_id: fc.option(id, { nil: undefined }),
    organization_id: id,
    workspace_id: fc.option(id, { nil: undefined }),
    epoch: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ epoch, session_id, secret_id, parent_id, workspace_id, ...rest }) => ({
    ...rest,
    client_id: 'client',
    exp: 0,
    ...(session_id !== undefined && { session_id }),
    ...(secret_id !== undefined && { secret_id }),
    ...(parent_id !== undefined && { parent_id }),
    ...(workspace_id !== undefined && { workspace_id }),
    epochs: {
      organization: epoch,
      ...(session_id === undefined && { application: epoch }),
      ...(workspace_id !== undefined && { workspace: epoch }),
    },
  }))

/** Reads the revocation state from the database rows, as the design defines it. */
function endsByOne(
  { organization_id, kind, subject_id, epoch }: Revocation,
  { jti, sub, session_id, secret_id, parent_id, workspace_id, epochs, ...token }: VerifiedClaims,
): boolean {
  if (organization_id !== token.organization_id) return false
  const isOlder = (own: number | undefined) => own !== undefined && (epoch === null || own < epoch)
  if (kind === 'token') return [jti, session_id, parent_id].includes(subject_id)
  if (kind === 'secret') return subject_id === secret_id
  if (kind === 'person') return session_id !== undefined && subject_id === sub
  if (kind === 'workspace') return subject_id === workspace_id && isOlder(epochs.workspace)
  if (kind === 'application') return subject_id === sub && isOlder(epochs.application)
  if (kind === 'organization') return subject_id === organization_id && isOlder(epochs.organization)
  return false
}

test('law: a token ends by a revocation of its own organization, of its own kind and subject, and by no other', () => {
  fc.assert(
    fc.property(fc.array(revocations, { maxLength: 6 }), claims, (learned, token) => {
      const known = createKnownRevocations()
      for (const revocation of learned) known.add(revocation)
      assert.equal(
        known.ends(token),
        learned.some((revocation) => endsByOne(revocation, token)),
      )
    }),
    { numRuns: 2_000 },
  )
})

test('a revocation is forgotten once no valid token can match it', () => {
  let now = 0
  const known = createKnownRevocations(() => now)
  const [organization_id, jti] = [randomUUID(), randomUUID()]
  const token = {
    jti,
    sub: randomUUID(),
    client_id: 'x',
    organization_id,
    exp: 0,
    epochs: { organization: 1 },
  }
  known.add({ organization_id, kind: 'token', subject_id: jti, epoch: null })
  now += REVOCATION_SECONDS * 1000 - 1
  assert.equal(known.ends(token), true)
  now += 61_000
  known.add({ organization_id: randomUUID(), kind: 'token', subject_id: randomUUID(), epoch: null })
  assert.equal(known.ends(token), false)
})
