import {
  createAgentClient,
  deleteAgentClient,
  listAgentClients,
  updateAgentClient,
} from '@bulkhead/contract/people/agent-clients'
import { answerList } from '#command/answer'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'

const CLIENT: ArgumentSpec = { name: 'client-id', description: 'Its id; see: bulkhead agent-clients list' }
const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  'agent-clients': `Programs that your organization registered, for its people to sign in to

An owner or an admin registers them, and no application does. Sign in first: bulkhead login.

More: docs/guides/mcp.md`,
}

export const commands: readonly CommandSpec[] = [
  command({
    words: 'agent-clients list',
    summary: 'List the programs that the organization registered',
    operation: listAgentClients,
    reaches: 'organization',
    examples: ['agent-clients list', 'agent-clients list --fields name,redirect_uris'],
    run: (call) =>
      answerList(
        call,
        listAgentClients,
        { name: 'name', id: 'id', verified: 'verified', confidential: 'confidential' },
        () => openClientOfPerson(call).agentClients.list(sendOptions(call)),
      ),
  }),
  recordCommand({
    words: 'agent-clients create',
    summary: 'Register a program that people of the organization sign in to',
    about:
      'Only people of this organization can let it act. The secret of a confidential one is shown only this once.',
    args: [{ name: 'name', description: 'As people see it when they decide' }],
    operation: createAgentClient,
    withoutFlag: { name: 'the argument' },
    reaches: 'organization',
    examples: [
      'agent-clients create "Code review" --redirect-uris https://review.example.com/callback',
      'agent-clients create Editor --redirect-uris http://localhost/callback --no-verified',
    ],
    open: openClientOfPerson,
    send: ({ agentClients }, call, name) => agentClients.create({ ...call.given, name }, sendOptions(call)),
  }),
  recordCommand({
    words: 'agent-clients update',
    summary: 'Change a registered program',
    about: 'Whatever you leave out stays as it is, and so does what people let it do.',
    args: [CLIENT],
    operation: updateAgentClient,
    reaches: 'organization',
    examples: [`agent-clients update ${ID} --no-verified`, `agent-clients update ${ID} --name "Code review"`],
    open: openClientOfPerson,
    send: ({ agentClients }, call, id) => agentClients.update(id, call.given, sendOptions(call)),
  }),
  recordCommand({
    words: 'agent-clients delete',
    summary: 'Delete a registered program, and end what people let it do',
    args: [CLIENT],
    operation: deleteAgentClient,
    reaches: 'organization',
    confirms: true,
    examples: [`agent-clients delete ${ID}`],
    open: openClientOfPerson,
    asks: (id) => `Delete the program ${id}, and end what people let it do?`,
    send: ({ agentClients }, call, id) => agentClients.delete(id, sendOptions(call)),
  }),
]
