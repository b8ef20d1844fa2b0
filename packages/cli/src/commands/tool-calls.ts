import { listToolCalls } from '@bulkhead/contract/tool-calls'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { openWorkspace, sendOptions } from '#profile/open-clients'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'tool-calls',
    summary: 'List the calls of a workspace, newest first',
    about: 'A call is listed within a second of its end.',
    operation: listToolCalls,
    withoutFlag: { workspace_name: '--workspace', workspace_id: '--workspace-id' },
    reaches: 'workspace',
    examples: [
      'tool-calls --workspace acme',
      'tool-calls --status error --since 2026-11-25T00:00:00.000Z',
      'tool-calls --all --fields at,entity,action,code',
    ],
    run: (call) =>
      answerList(call, listToolCalls, (page) =>
        openWorkspace(call).toolCalls.list({ ...call.given, ...page }, sendOptions(call)),
      ),
  }),
]
