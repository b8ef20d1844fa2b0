import type { Effect } from '#model/definition'
import type { PlannedRequest } from '#plan/plan-request'
import { acme } from './acme.ts'

/** A planned request to any URL, with a credential in two headers. */
export function planTo(
  url: string,
  more: { effect?: Effect; method?: PlannedRequest['method']; body?: string } = {},
): PlannedRequest {
  const effect = more.effect ?? 'read'
  const operation = acme.entities.get('widgets')?.get(effect === 'read' ? 'list' : 'create')
  if (operation === undefined) throw new Error('the document lacks the operation')
  return {
    method: more.method ?? (effect === 'read' ? 'GET' : 'POST'),
    url,
    headers: {
      accept: '*/*',
      authorization: 'Bearer K',
      'x-acme-key': 'K',
      ...(more.body !== undefined && { 'content-type': 'application/json' }),
    },
    body: more.body,
    credential_headers: ['authorization', 'x-acme-key'],
    operation,
    effect,
  }
}
