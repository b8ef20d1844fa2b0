import { listAuditRecords } from '@bulkhead/contract/audit'
import { organizationList } from '#command/api-command'
import type { CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'audit',
    summary: 'List who changed what in the organization, and who was refused, newest first',
    about: 'Records hold ids and the name of an agent, but no other names. They outlive what they are about.',
    operation: listAuditRecords,
    examples: [
      'audit',
      'audit --event workspace.deleted --since 2026-11-01T00:00:00.000Z',
      'audit --outcome refused --all --fields recorded_at,event,code,request_id',
    ],
    send: ({ audit }, call, page) => audit.list({ ...call.given, ...page }, sendOptions(call)),
  }),
]
