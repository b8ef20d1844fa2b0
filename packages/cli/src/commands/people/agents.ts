import { endAgentGrant, listAgentGrants } from '@bulkhead/contract/people/agents'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  agents: `Programs that people let act for them

You see and end your own. Owners and admins see and end those of everybody. Sign in first: bulkhead login.

More: docs/guides/mcp.md`,
}

export const commands: readonly CommandSpec[] = [
  command({
    words: 'agents list',
    summary: 'List the programs that may act for people, newest first',
    operation: listAgentGrants,
    reaches: 'organization',
    examples: ['agents list', 'agents list --all --fields client_name,person_name,expires_at'],
    run: (call) => {
      const columns = {
        program: 'client_name',
        person: 'person_name',
        workspace: 'workspace_name',
        last_used_at: 'last_used_at',
        expires_at: 'expires_at',
        id: 'id',
      }
      return answerList(call, listAgentGrants, columns, (page) =>
        openClientOfPerson(call).agentGrants.list(page, sendOptions(call)),
      )
    },
  }),
  recordCommand({
    words: 'agents end',
    summary: 'End what a program may do, within a second everywhere',
    args: [{ name: 'grant-id', description: 'Its id; see: bulkhead agents list' }],
    operation: endAgentGrant,
    reaches: 'organization',
    confirms: true,
    examples: ['agents end 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    open: openClientOfPerson,
    asks: (id) => `End what the program of the grant ${id} may do?`,
    send: ({ agentGrants }, call, id) => agentGrants.end(id, sendOptions(call)),
  }),
]
