import type { Action } from '@bulkhead/engine'
import { type DocumentNode, getMember, toText } from '@bulkhead/engine/document'
import { snakeCase } from './snake-case.ts'

/** Action of an operation that is no GET. */
export interface WriteAction {
  readonly action: Action
  /** Word that says what happens to the item, such as `close`. Undefined if the action says it. */
  readonly verb?: string
  /** Whether a PUT does more when it is sent again: it makes a record whose id the service chooses. */
  readonly repeats?: true
}

/**
 * Words behind the path of an item that change it. Words that make another record, such as `copy`, `run` and `invite`,
 * are not among them.
 */
const CHANGES: ReadonlySet<string> = new Set(
  (
    'accept acknowledge activate approve archive assign block cancel close complete confirm crosspost deactivate decline ' +
    'disable dismiss enable finalize finish hide leave lock mark merge move mute pause pin promote publish reactivate ' +
    'reject rename reopen resend reset resolve restart restore resume retry revoke rotate show snooze star start stop ' +
    'submit subscribe suspend unarchive unassign unblock undelete unfollow unhide unlock unmute unpause unpin unpublish ' +
    'unstar unsubscribe unsuspend unwatch verify void watch'
  ).split(' '),
)
const MAKES = new Set(['create', 'add', 'insert'])
const UPDATES = new Set(['update', 'edit', 'modify', 'replace', 'set'])
const EITHER = /^(upsert|(create|add|insert|update|edit|replace)s?_(and|or)_)/

/**
 * Returns the action of an operation. The method decides, unless the operation's id or summary begins with another verb:
 * some services create by PUT and update by POST.
 *
 * @param item Other operations of the path.
 */
export function getWriteAction(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  operation: DocumentNode,
  item: DocumentNode,
): WriteAction {
  if (method === 'DELETE') return { action: 'delete' }
  if (method === 'PATCH') return { action: 'update' }
  const verb = getVerb(operation)
  const isItem = /\}\/?$/.test(path)
  if (method === 'PUT') {
    if (verb !== 'create' || path.includes('#')) return { action: 'update' }
    return { action: 'create', ...(!isItem && { repeats: true }) }
  }
  const [, behind] = /\}\/([A-Za-z][A-Za-z_-]*)\/?$/.exec(path) ?? []
  if (behind !== undefined && CHANGES.has(behind.toLowerCase())) return { action: 'update', verb: behind }
  if (verb === 'update') return { action: 'update' }
  if (verb === 'either') {
    const put = getMember(item, 'put')
    return { action: put !== undefined && getVerb(put) === 'create' ? 'update' : 'create' }
  }
  return isItem && verb !== undefined && verb !== 'create' ? { action: 'update', verb } : { action: 'create' }
}

/** Returns what an operation's id or summary begins with: `create`, `update`, either of both, or a change. */
function getVerb(operation: DocumentNode): string | undefined {
  const id = toText(getMember(operation, 'operationId'))?.split(/[/.]/).at(-1)
  const summary = toText(getMember(operation, 'summary'))
  for (const text of [id, summary]) {
    const words = snakeCase(text ?? '')
    if (EITHER.test(words)) return 'either'
    const [first = ''] = words.split('_')
    for (const verb of [first, first.replace(/s$/, ''), first.replace(/es$/, '')]) {
      if (MAKES.has(verb)) return 'create'
      if (UPDATES.has(verb)) return 'update'
      if (CHANGES.has(verb)) return verb
    }
  }
  return undefined
}
