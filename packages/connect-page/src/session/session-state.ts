import type { ConnectPage, Result, Service } from '#types.ts'
import type { Entry } from '../steps/way-step.tsx'
import type { Choice } from './secrets.ts'

export type View =
  | { readonly at: 'loading' | 'ended' | 'alone' | 'unreachable' | 'declined' }
  | { readonly at: 'ask'; readonly service: Service | undefined; readonly failure?: string | undefined }
  | { readonly at: 'waiting'; readonly service: Service; readonly entry: Entry }
  | { readonly at: 'disconnecting' | 'disconnected'; readonly service: Service }
  | { readonly at: 'done'; readonly result: Result; readonly choice: Choice | undefined }

export interface SessionState {
  /** Session as the server last returned it. */
  readonly page: ConnectPage | undefined
  readonly view: View
  /** Number of changes of the view. A response counts only if the view has not changed since its request. */
  readonly changes: number
}

export const LOADING: SessionState = { page: undefined, view: { at: 'loading' }, changes: 0 }

export type SessionEvent = (
  | { readonly type: 'read'; readonly page: ConnectPage }
  | { readonly type: 'requested' }
  | {
      readonly type: 'shown'
      readonly page: ConnectPage
      /** Service to ask for, while the session is open. */
      readonly service?: Service | undefined
      readonly failure?: string | undefined
      /** Choice that led to the result, once there is one. */
      readonly choice?: Choice | undefined
    }
  | { readonly type: 'chosen'; readonly service: Service | undefined; readonly failure?: string }
  | { readonly type: 'authorizing'; readonly entry: Entry }
  | { readonly type: 'disconnecting' | 'disconnected'; readonly service: Service }
  | { readonly type: 'alone' | 'declined' | 'ended' | 'unreachable' }
) & {
  /** Number of changes at the time of the request that the event answers. Default: the event counts in any case. */
  readonly since?: number
}

/** Returns the state of the page after an event. A finished session stays as it is. */
export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  if (event.since !== undefined && event.since !== state.changes) return state
  // Several responses may contain the result.
  if (state.view.at === 'done') return state
  const changes = state.changes + 1
  switch (event.type) {
    case 'read':
      return { ...state, page: event.page }
    case 'requested':
      return { ...state, changes }
    case 'shown':
      return { page: toShownPage(event.page), view: toView(event), changes }
    case 'chosen':
      return { ...state, view: { at: 'ask', service: event.service, failure: event.failure }, changes }
    case 'authorizing':
      return {
        ...state,
        view: { at: 'waiting', service: event.entry.service, entry: event.entry },
        changes,
      }
    case 'disconnecting':
    case 'disconnected':
      return { ...state, view: { at: event.type, service: event.service }, changes }
    default:
      return { ...state, view: { at: event.type }, changes }
  }
}

/** Returns the page with the status of its result. */
function toShownPage(page: ConnectPage): ConnectPage {
  return page.result === null ? page : { ...page, status: page.result.status }
}

function toView({ page, service, failure, choice }: Extract<SessionEvent, { type: 'shown' }>): View {
  if (page.result !== null) return { at: 'done', result: page.result, choice }
  if (page.status !== 'open') return { at: page.status === 'refused' ? 'declined' : 'ended' }
  return { at: 'ask', service, failure }
}
