import type { KeyObject } from 'node:crypto'
import { parseJson } from '@bulkhead/engine/text'
import { getContext, open, seal } from '#platform/vault/seal'
import type { Reply } from './once.ts'
import type { IdempotencyScope } from './scope.ts'

/** Seals a reply. It can be opened only with the same data key and for the same idempotency key. */
export function sealReply(
  dataKey: KeyObject,
  scope: IdempotencyScope,
  key_hash: Buffer,
  reply: Reply,
): Uint8Array {
  return seal(dataKey, Buffer.from(JSON.stringify(reply)), contextOfReply(scope, key_hash))
}

/** Opens a sealed reply. Numbers keep all their digits. @throws SealError */
export function openReply(
  dataKey: KeyObject,
  scope: IdempotencyScope,
  key_hash: Buffer,
  sealed: Uint8Array,
): Reply {
  const text = open(dataKey, sealed, contextOfReply(scope, key_hash)).toString('utf8')
  return parseJson(text) as unknown as Reply
}

function contextOfReply(scope: IdempotencyScope, key_hash: Buffer): Uint8Array {
  const { organization_id, scope_id, actor_id, operation } = scope
  return getContext(
    'idempotent reply',
    organization_id,
    scope_id,
    actor_id,
    operation,
    key_hash.toString('hex'),
  )
}
