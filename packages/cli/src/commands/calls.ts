import { getToolCallBodies, getToolCallGroups } from '@bulkhead/contract/tool-calls'
import { showRecord } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { openWorkspace, sendOptions } from '#profile/open-clients'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'calls groups',
    summary: 'Count what was executed in a workspace by service, connector, caller, status or error',
    about: 'Counts the last day, unless --since says otherwise; 92 days at most.',
    operation: getToolCallGroups,
    withoutFlag: { workspace_name: '--workspace', workspace_id: '--workspace-id' },
    reaches: 'workspace',
    examples: [
      'calls groups --by service -w acme',
      'calls groups --by code --status error -w acme --since 2026-11-25T00:00:00.000Z',
    ],
    run: async (call) => {
      const { by, ...filters } = call.given
      await showRecord(call, getToolCallGroups, () =>
        openWorkspace(call).toolCalls.groups(by, filters, sendOptions(call)),
      )
    },
  }),
  command({
    words: 'calls bodies',
    summary: 'Show what a call sent and received, if its connector was being recorded',
    about: 'To record a connector: bulkhead connectors start-recording <connector>',
    args: [{ name: 'call', description: 'Id of the call, as tool-calls lists it' }],
    operation: getToolCallBodies,
    reaches: 'workspace',
    examples: ['calls bodies 01a2ae4f-7b1d-7c59-a1c0-5d1f0b1d7c11 -w acme'],
    run: async (call) => {
      const [id = ''] = call.args
      await showRecord(call, getToolCallBodies, () =>
        openWorkspace(call).toolCalls.bodies(id, sendOptions(call)),
      )
    },
  }),
]
