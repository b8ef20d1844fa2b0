import { Type } from 'typebox'
import { Id, NAME, Nullable, Shape } from '../values/shapes.ts'
import { IDS } from './example-values.ts'

/** Receivers must bear fields and types of later versions. */
const OPEN = { additionalProperties: true }

/** The body of a request to a webhook endpoint. */
export const WebhookEvent = Shape(
  {
    id: Type.String({ format: 'uuid', description: 'The same whenever the event is sent again.' }),
    type: Type.String({
      description:
        'An `EventType`, or `webhook.ping`. Later versions add types: ignore those that you do not know.',
    }),
    timestamp: Type.String({ format: 'date-time', description: 'When the event was recorded.' }),
    sequence: Type.Integer({ description: 'Numbers the events of the endpoint, without gaps.' }),
    data: Shape(
      {
        workspace_id: Type.Optional(Id('workspace')),
        workspace_name: Type.Optional(Nullable(Type.String())),
        connector_id: Type.Optional(Id('connector')),
        connector_name: Type.Optional(Type.String()),
        definition_id: Type.Optional(Id('definition')),
        service: Type.Optional(Nullable(Type.String({ description: 'Slug of the definition.' }))),
        session_id: Type.Optional(Id('connect_session')),
        end_user: Type.Optional(
          Nullable(
            Shape(
              { id: Type.String(), email: Nullable(Type.String()), name: Nullable(Type.String()) },
              { [NAME]: 'EndUser', description: 'Null: it was erased.' },
            ),
          ),
        ),
      },
      { [NAME]: 'WebhookEventData', ...OPEN },
    ),
  },
  { [NAME]: 'WebhookEvent', ...OPEN },
)

export const EVENT_EXAMPLE = {
  id: '019a7b1c-5a3e-7c11-9d0f-6f2a4b8c1d20',
  type: 'connector.needs_reauthentication',
  timestamp: '2026-11-27T09:12:44.318Z',
  sequence: 17,
  data: {
    workspace_id: IDS.workspace,
    workspace_name: 'acme',
    connector_id: IDS.connector,
    connector_name: 'GitHub - acme',
    definition_id: IDS.definition,
    service: 'github',
  },
}
