import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import { Id, NamedShape, Nullable, OneOf, REFERENCE, Shape } from '../values/shapes.ts'

const tag = 'Skills'
const callers = ['application', 'scoped', 'narrowed', 'person', 'key'] as const

/** Prefix of a skill's id; the connector's id follows. */
export const CONNECTOR_SKILL = 'connector-source:'

const Place = {
  organization_id: Type.Optional(
    Id('organization', { description: "The caller's organization. Another one has no skills." }),
  ),
  workspace_id: Type.Optional(
    Id('workspace', { description: 'Workspace of the connectors. Default: all that the caller can access.' }),
  ),
}

const SkillsQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(
    Type.String({
      maxLength: 1024,
      description: '`next_cursor` of the previous page.',
      [REFERENCE]: 'cursor',
    }),
  ),
  ...Place,
}

const Skill = NamedShape('Skill', {
  id: Type.String({ description: '`connector-source:` and the id of the connector.' }),
  kind: OneOf(['static', 'connector_source']),
  title: Type.String(),
  provenance: Type.String({
    description:
      '`catalog`, `operator` for a connector document that was added to this server, `organization` for one that the organization added.',
  }),
  version: Type.String({ description: 'Version of the connector document.' }),
  freshness: NamedShape('SkillFreshness', {
    state: OneOf(['static', 'live', 'degraded', 'unknown'], {
      description: '`degraded`: the connector cannot be used now; `warnings` say why.',
    }),
    checked_at: Type.Optional(Type.String({ format: 'date-time' })),
  }),
  summary: Type.Optional(Type.String()),
  tags: Type.Array(Type.String(), { description: 'Type of the connector, such as `github`.' }),
  warnings: Type.Array(Type.String()),
})
export type Skill = Static<typeof Skill>

const SkillPage = NamedShape('SkillPage', {
  data: Type.Array(Skill),
  next_cursor: Nullable(Type.String({ description: 'Cursor of the next page; null on the last.' })),
})

export const listSkills = operation({
  operationId: 'listSkills',
  method: 'GET',
  path: '/api/v1/skills',
  tag,
  summary: 'List skills',
  description:
    'Lists one skill for each connector that the caller may see, oldest first. A skill is the documentation of a connector, made from its connector document.',
  callers,
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  query: Shape(SkillsQuery),
  responses: { 200: SkillPage },
  errors: [],
})

export const searchSkills = operation({
  operationId: 'searchSkills',
  method: 'GET',
  path: '/api/v1/skills/search',
  tag,
  summary: 'Search skills',
  description:
    'Finds skills that contain each word of `query`: in the name of the connector, or in the description, entities or operations of its connector document. A page searches 1,000 connectors at most, so it can hold fewer than `limit` skills and still have a next page.',
  callers,
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({
    query: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Words, separated by spaces. Case does not matter.',
    }),
    ...SkillsQuery,
  }),
  responses: { 200: SkillPage },
  errors: [],
})

const SkillBlock = NamedShape('SkillBlock', {
  type: OneOf(['heading', 'paragraph', 'list', 'code', 'table']),
  text: Type.Optional(Type.String()),
  level: Type.Optional(Type.Integer({ description: 'Level of a heading, from 1.' })),
  items: Type.Optional(Type.Array(Type.String(), { description: 'Items of a list.' })),
  language: Type.Optional(Type.String({ description: 'Language of code.' })),
  code: Type.Optional(Type.String()),
  headers: Type.Optional(Type.Array(Type.String(), { description: 'Column headings of a table.' })),
  rows: Type.Optional(Type.Array(Type.Array(Type.String()), { description: 'Rows of a table.' })),
})
export type SkillBlock = Static<typeof SkillBlock>

export const getSkillDocs = operation({
  operationId: 'getSkillDocs',
  method: 'GET',
  path: '/api/v1/skills/docs',
  tag,
  summary: 'Read a skill',
  description:
    'Without `section`, returns guidance and the outline. Each entity has a section with its operations, params, examples and hints. Operations that the token or the connector does not allow are left out. `inspect` returns the id as `docs_skill_id`.',
  callers,
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({
    id: Type.String({
      minLength: 1,
      maxLength: 255,
      [REFERENCE]: 'connector',
      description: 'Id of the skill, or of its connector.',
    }),
    section: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'Id of a section in `outline`.' }),
    ),
    ...Place,
  }),
  responses: {
    200: NamedShape('SkillDocs', {
      metadata: Skill,
      outline: Type.Array(
        NamedShape('SkillSection', {
          id: Type.String(),
          title: Type.String(),
          summary: Type.Optional(Type.String()),
          available: Type.Boolean(),
        }),
      ),
      section_id: Nullable(Type.String()),
      content: Type.Array(SkillBlock),
    }),
  },
  errors: ['connector_not_found'],
})
