import { endAgentGrant, listAgentGrants } from '@bulkhead/contract/people/agents'
import { personCommand, personList } from '#command/api-command'
import type { CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  agents: `Programs that people allow to act for them

You can see and end your own. Owners and admins can see and end everyone's. Sign in first: bulkhead login.

More: docs/guides/mcp.md`,
}

export const commands: readonly CommandSpec[] = [
  personList({
    words: 'agents list',
    summary: 'List the programs that may act for people, newest first',
    operation: listAgentGrants,
    examples: ['agents list', 'agents list --all --fields client_name,person_name,expires_at'],
    send: ({ agentGrants }, call, page) => agentGrants.list(page, sendOptions(call)),
  }),
  personCommand({
    words: 'agents end',
    summary: "End a program's grant, within a second everywhere",
    args: [{ name: 'grant-id', description: 'Its id; see: bulkhead agents list' }],
    operation: endAgentGrant,
    examples: ['agents end 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'],
    asks: (id) => `End the grant ${id}?`,
    send: ({ agentGrants }, call, id) => agentGrants.end(id, sendOptions(call)),
  }),
]
