import { type Static, Type } from 'typebox'
import { ERRORS, type ErrorCode } from './errors.ts'
import { operation } from './operation.ts'
import { SIGN_IN_FAILURES, type SignInFailure } from './people/sign-in.ts'
import {
  CurrentName,
  Id,
  IncludeNames,
  NamedShape,
  Nullable,
  OneOf,
  PageQuery,
  RecordedAgent,
  Shape,
  TimeQuery,
  Timestamp,
  toPage,
} from './values/shapes.ts'

const OUTCOMES = ['done', 'refused'] as const
/** Reason of a refusal: an error code, or the reason why a sign-in with a provider failed. */
export type RefusalCode = ErrorCode | SignInFailure
const CODES = [...Object.keys(ERRORS), ...Object.keys(SIGN_IN_FAILURES)] as RefusalCode[]
const Outcome = OneOf(OUTCOMES)

export const AuditRecord = NamedShape('AuditRecord', {
  id: Type.String({ format: 'uuid' }),
  recorded_at: Timestamp,
  event: Type.String({
    description: 'Event, such as `workspace.deleted`, or the operation that was refused.',
  }),
  outcome: Outcome,
  code: Nullable(
    OneOf(CODES, { description: 'Code of a refusal, or reason why `completeProviderSignIn` failed.' }),
  ),
  workspace_id: Nullable(Id('workspace')),
  workspace_name: CurrentName,
  subject_id: Nullable(Type.String({ format: 'uuid', description: 'Id of what was changed.' })),
  definition_id: Nullable(
    Id('definition', { description: 'Service of the connector or OAuth app that was changed.' }),
  ),
  application_id: Nullable(Type.String({ format: 'uuid' })),
  person_id: Nullable(
    Type.String({ format: 'uuid', description: 'The person who acted, or minted the token.' }),
  ),
  token_id: Nullable(
    Type.String({ format: 'uuid', description: '`jti` of the token that acted; of a person, the session.' }),
  ),
  ...RecordedAgent,
  request_id: Nullable(Type.String({ format: 'uuid' })),
})
export type AuditRecord = Static<typeof AuditRecord>

export const listAuditRecords = operation({
  operationId: 'listAuditRecords',
  method: 'GET',
  path: '/api/v1/audit',
  tag: 'Audit',
  summary: 'List who changed what, and who was refused',
  description:
    'Newest first. Records contain ids and the name of a program that acted, but no other names and no bodies. They stay until their retention ends, even if their subject is deleted.',
  callers: ['application', 'person'],
  audit: null,
  query: Shape({
    event: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'Event, such as `workspace.deleted`.' }),
    ),
    event_contains: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description:
          'Part of the event, in any letter case. Spaces match underscores and word boundaries: `tokens revoked` finds `tokens_revoked`, `delete workspace` finds `deleteWorkspace`.',
      }),
    ),
    outcome: Type.Optional(OneOf(OUTCOMES, { description: 'Only events with this outcome.' })),
    workspace_id: Type.Optional(Id('workspace', { description: 'Only events in this workspace.' })),
    definition_id: Type.Optional(
      Id('definition', { description: 'Only events about connectors and OAuth apps of this service.' }),
    ),
    application_id: Type.Optional(
      Id('application', { description: 'Only events that this application caused.' }),
    ),
    person_id: Type.Optional(Id('person', { description: 'Only events that this person caused.' })),
    grant_id: Type.Optional(
      Id('agent_grant', { description: 'Only events that the program with this grant caused.' }),
    ),
    ...TimeQuery,
    include_names: IncludeNames,
    ...PageQuery,
  }),
  responses: { 200: toPage(AuditRecord) },
  errors: [],
})
