import type { EventType } from '@bulkhead/contract/webhooks'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Descriptions of the event types. */
export const EVENT_LABELS: Readonly<Record<EventType, MessageDescriptor>> = {
  'connector.created': msg`A connector was created`,
  'connector.reconnected': msg`A connector got other credentials`,
  'connector.needs_reauthentication': msg`A connector has to be authorized again`,
  'connector.recovered': msg`A connector works again`,
  'connector.deleted': msg`A connector was deleted`,
  'connect_session.completed': msg`A connect session gave a connector`,
  'connect_session.awaiting_confirmation': msg`A connector waits to be confirmed`,
  'connect_session.failed': msg`A connect session failed`,
  'connect_session.expired': msg`A connect session expired`,
  'workspace_key.expiring': msg`A key of a workspace ends soon`,
  'workspace.created': msg`A workspace was created`,
  'workspace.deactivated': msg`A workspace was deactivated`,
  'workspace.deleted': msg`A workspace was deleted`,
}
export const EVENT_TYPES = Object.keys(EVENT_LABELS) as EventType[]
