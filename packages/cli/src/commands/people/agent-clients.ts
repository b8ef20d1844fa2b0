import {
  createAgentClient,
  deleteAgentClient,
  listAgentClients,
  updateAgentClient,
} from '@bulkhead/contract/people/agent-clients'
import { personCommand, personList } from '#command/api-command'
import type { ArgumentSpec, CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'

const CLIENT: ArgumentSpec = { name: 'client-id', description: 'Its id; see: bulkhead agent-clients list' }
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  'agent-clients': `Programs that your organization registered, for its people to sign in to

Only owners and admins can register them, not applications. Sign in first: bulkhead login.

More: docs/guides/mcp.md`,
}

export const commands: readonly CommandSpec[] = [
  personList({
    words: 'agent-clients list',
    summary: 'List the programs that the organization registered',
    operation: listAgentClients,
    examples: ['agent-clients list', 'agent-clients list --fields name,redirect_uris'],
    send: ({ agentClients }, call) => agentClients.list(sendOptions(call)),
  }),
  personCommand({
    words: 'agent-clients create',
    summary: 'Register a program that people of the organization sign in to',
    about:
      'Only people of this organization can allow it to act. The secret of a confidential program is shown only this once.',
    args: [{ name: 'name', description: 'Name that people see when they decide' }],
    operation: createAgentClient,
    withoutFlag: { name: 'the argument' },
    examples: [
      'agent-clients create "Code review" --redirect-uris https://review.example.com/callback',
      'agent-clients create Editor --redirect-uris http://localhost/callback --no-verified',
    ],
    send: ({ agentClients }, call, name) => agentClients.create({ ...call.given, name }, sendOptions(call)),
  }),
  personCommand({
    words: 'agent-clients update',
    summary: 'Change a registered program',
    about: 'Whatever you leave out stays as it is. Existing grants stay too.',
    args: [CLIENT],
    operation: updateAgentClient,
    examples: [`agent-clients update ${ID} --no-verified`, `agent-clients update ${ID} --name "Code review"`],
    send: ({ agentClients }, call, id) => agentClients.update(id, call.given, sendOptions(call)),
  }),
  personCommand({
    words: 'agent-clients delete',
    summary: 'Delete a registered program, and end what people let it do',
    args: [CLIENT],
    operation: deleteAgentClient,
    examples: [`agent-clients delete ${ID}`],
    asks: (id) => `Delete the program ${id}, and end what people let it do?`,
    send: ({ agentClients }, call, id) => agentClients.delete(id, sendOptions(call)),
  }),
]
