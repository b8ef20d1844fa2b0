import { listAuditRecords } from '@bulkhead/contract/audit'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { openClient, sendOptions } from '#profile/open-clients'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'audit',
    summary: 'List who changed what in the organization, and who was refused, newest first',
    about: 'Records hold ids and the name of an agent, no other names, and outlive what they are about.',
    operation: listAuditRecords,
    reaches: 'organization',
    examples: [
      'audit',
      'audit --event workspace.deleted --since 2026-11-01T00:00:00.000Z',
      'audit --outcome refused --all --fields recorded_at,event,code,request_id',
    ],
    run: (call) => {
      const columns = {
        recorded_at: 'recorded_at',
        who: 'client_name|person_id|key_id|application_id',
        event: 'event',
        outcome: 'outcome',
        code: 'code',
      }
      return answerList(call, listAuditRecords, columns, (page) =>
        openClient(call).audit.list({ ...call.given, ...page }, sendOptions(call)),
      )
    },
  }),
]
