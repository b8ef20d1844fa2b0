import type { Reference } from '@bulkhead/contract/values/shapes'
import type { Answer } from '#test-server'

interface MadeByPeople {
  readonly kind: Reference
  // biome-ignore lint/suspicious/noExplicitAny: a body of any operation
  readonly ids: (body: any) => string[]
}

/** Operations of people that create or show what other requests name. */
export const MADE_BY_PEOPLE: Readonly<Record<string, MadeByPeople>> = {
  createInvitations: {
    kind: 'invitation',
    ids: ({ data }) => data.flatMap(({ id }: { id?: string }) => id ?? []),
  },
  createDomain: { kind: 'domain', ids: ({ domain }) => [domain] },
  createAgentClient: { kind: 'agent_client', ids: ({ id }) => [id] },
  createProvider: { kind: 'provider', ids: ({ id }) => [id] },
  listPeople: { kind: 'person', ids: idsOf },
  listSessions: { kind: 'session', ids: idsOf },
}

function idsOf({ data }: { readonly data: readonly { readonly id: string }[] }): string[] {
  return data.map(({ id }) => id)
}

/** Returns whether a response to a person may mean that the person can no longer do what an owner does. */
export function isLost(operationId: string, { status, body }: Pick<Answer, 'status' | 'body'>): boolean {
  if (status < 300) return ['changePassword', 'setPersonRole', 'removePerson'].includes(operationId)
  return body?.code === 'unauthenticated'
}
