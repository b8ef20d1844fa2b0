import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Id, Shape, Timestamp } from './shapes.ts'

const tag = 'Organizations'

const OrganizationName = Type.String({ minLength: 1, maxLength: 255 })

const Settings = {
  create_workspaces: Type.Boolean({
    description: 'With false, minting for a name that no workspace has is 404 instead of a new workspace.',
  }),
  redirect_origins: Type.Array(Type.String({ maxLength: 255, format: 'https-origin' }), {
    maxItems: 50,
    uniqueItems: true,
    description:
      'Origins that a browser may be sent back to after authorizing, exactly as browsers state them.',
  }),
  audit_retention_days: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Days an audit record is kept.',
  }),
  tool_call_retention_days: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Days the record of a call is kept.',
  }),
}

export const Organization = Shape({
  id: Id('organization'),
  name: OrganizationName,
  ...Settings,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Organization = Static<typeof Organization>

export const getOrganization = operation({
  operationId: 'getOrganization',
  method: 'GET',
  path: '/api/v1/organization',
  tag,
  summary: 'Get the organization of the token with its settings',
  callers: ['application'],
  audit: null,
  responses: { 200: Organization },
  errors: [],
})

export const updateOrganization = operation({
  operationId: 'updateOrganization',
  method: 'PUT',
  path: '/api/v1/organization',
  tag,
  summary: 'Change name and settings of the organization of the token',
  description: 'A field left out stays as it is.',
  callers: ['application'],
  audit: 'organization.updated',
  body: Shape({
    name: Type.Optional(OrganizationName),
    create_workspaces: Type.Optional(Settings.create_workspaces),
    redirect_origins: Type.Optional(Settings.redirect_origins),
    audit_retention_days: Type.Optional(Settings.audit_retention_days),
    tool_call_retention_days: Type.Optional(Settings.tool_call_retention_days),
  }),
  responses: { 200: Organization },
  errors: [],
})
