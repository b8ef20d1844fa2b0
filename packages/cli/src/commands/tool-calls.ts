import { listToolCalls } from '@bulkhead/contract/tool-calls'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { openWorkspace, sendOptions } from '#profile/open-clients'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'tool-calls',
    summary: 'List what was executed in a workspace, newest first',
    about: 'A call is listed within a second of its end.',
    operation: listToolCalls,
    withoutFlag: { workspace_name: '--workspace', workspace_id: '--workspace-id' },
    reaches: 'workspace',
    examples: [
      'tool-calls --workspace acme',
      'tool-calls --status error --since 2026-11-25T00:00:00.000Z',
      'tool-calls --all --fields at,entity,action,code',
    ],
    run: (call) => {
      const columns = {
        at: 'at',
        entity: 'entity',
        action: 'action',
        status: 'status',
        code: 'code',
        ms: 'duration_ms',
        intent: 'intent',
      }
      return answerList(call, listToolCalls, columns, (page) =>
        openWorkspace(call).toolCalls.list({ ...call.given, ...page }, sendOptions(call)),
      )
    },
  }),
]
