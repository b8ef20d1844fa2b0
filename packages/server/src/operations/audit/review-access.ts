import { Readable } from 'node:stream'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { AccessReviewItem, reviewAccess as operation } from '@bulkhead/contract/people/access-review'
import { csvRow } from '@bulkhead/contract/values/csv-row'
import type { RequestContext } from '#access/request/principal'
import { RawReply } from '#access/request/raw-reply'
import { type Person, type Read, type ReviewPart, readParts, readPeople } from '#journal/audit/review-parts'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { nextPage, readPage } from '#platform/keyset'
import type { Services } from '../services.ts'

const PATH = '/api/v1/access-review'
/** Number of people looked up at once. */
const AT_ONCE = 10

/**
 * Lists people with everything that gives them rights, as pages of JSON or as one CSV file. Both are streamed, because
 * a person may have a level in each of thousands of workspaces.
 */
export async function reviewAccess(
  { database }: Services,
  context: RequestContext,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation> | RawReply> {
  const { limit, after } = readPage(query)
  let isFirst = true
  /** Runs work in a transaction of its own. The caller may have lost the right since the one before. */
  const read: Read = async (work) => {
    if (!isFirst) await context.authenticateAgain()
    isFirst = false
    return asPrincipal(database, context, 'read only', work)
  }
  if (query.format === 'csv')
    return stream(
      {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="access-review.csv"',
      },
      toCsv(read),
    )
  const people = await read((tx) => readPeople(tx, after, limit + 1))
  const last = people.length > limit ? people[limit - 1] : undefined
  const next = last === undefined ? null : nextPage(PATH, query, last.person_id)
  return stream(
    { 'content-type': 'application/json; charset=utf-8' },
    toJson(read, people.slice(0, limit), next),
  )
}

/** Starts a streamed reply. The first piece is awaited, so that its error is that of the response. */
async function stream(
  headers: ConstructorParameters<typeof RawReply>[0],
  pieces: AsyncGenerator<string>,
): Promise<RawReply> {
  const first = await pieces.next()
  async function* all() {
    if (first.done) return
    yield first.value
    yield* pieces
  }
  return new RawReply(headers, Readable.from(all(), { highWaterMark: 1 }))
}

/** Yields a page of JSON. */
async function* toJson(read: Read, people: readonly Person[], next: string | null): AsyncGenerator<string> {
  yield '{"data":['
  let isFirst = true
  for (let from = 0; from < people.length; from += AT_ONCE)
    for await (const part of readParts(read, people.slice(from, from + AT_ONCE))) {
      yield toJsonPart(part, isFirst)
      if ('person' in part) isFirst = false
    }
  yield `],"next":${JSON.stringify(next)}}`
}

/** Members of an item are written in the order of its parts: those of the person, workspaces, keys and agents. */
function toJsonPart(part: ReviewPart, isFirstPerson: boolean): string {
  if ('person' in part) {
    const person = JSON.stringify(part.person).slice(0, -1)
    return `${isFirstPerson ? '' : ','}${person},"workspaces":[`
  }
  if ('workspaces' in part)
    return `${part.isFirst ? '' : ','}${part.workspaces.map((row) => JSON.stringify(row)).join(',')}`
  return `],${JSON.stringify({ keys: part.keys, agents: part.agents }).slice(1)}`
}

const COLUMNS = [
  ...(['person_id', 'name', 'email', 'role', 'role_origin', 'providers', 'last_signed_in_at'] as const),
  ...(['right', 'right_id', 'right_name', 'workspace_id', 'workspace_name', 'level', 'origin'] as const),
  ...(['created_at', 'expires_at', 'last_used_at'] as const),
]

/** Yields a CSV file with a line for each right. Each person has at least one line, for the role. */
async function* toCsv(read: Read): AsyncGenerator<string> {
  yield csvRow(COLUMNS)
  let after: string | undefined
  do {
    const people: Person[] = await read((tx) => readPeople(tx, after, AT_ONCE))
    let person: Omit<AccessReviewItem, 'workspaces' | 'keys' | 'agents'> | undefined
    for await (const part of readParts(read, people)) {
      if ('person' in part) person = part.person
      yield toLines(person, part)
    }
    after = people.length < AT_ONCE ? undefined : people.at(-1)?.person_id
  } while (after !== undefined)
}

function toLines(person: object | undefined, part: ReviewPart): string {
  const { providers = [] } = (person ?? {}) as { providers?: readonly string[] }
  return toRights(part)
    .map((right) => {
      const line: Readonly<Record<string, unknown>> = { ...person, providers: providers.join(', '), ...right }
      return csvRow(COLUMNS.map((name) => line[name]))
    })
    .join('')
}

function toRights(part: ReviewPart): Readonly<Record<string, unknown>>[] {
  if ('person' in part) {
    const { role, role_origin, created_at } = part.person
    return [{ right: 'role', right_name: role, origin: role_origin, created_at }]
  }
  if ('workspaces' in part) return part.workspaces.map((one) => ({ right: 'workspace', ...one }))
  return [
    ...part.keys.map(({ id, name, ...one }) => ({ right: 'key', right_id: id, right_name: name, ...one })),
    ...part.agents.map(({ id, name, ...one }) => ({
      right: 'agent',
      right_id: id,
      right_name: name,
      ...one,
    })),
  ]
}
