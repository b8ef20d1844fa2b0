import { createWorkspaceKey, listWorkspaceKeys, revokeWorkspaceKey } from '@bulkhead/contract/workspaces/keys'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClient, sendOptions } from '#profile/open-clients'
import { BY_ID, getReference, WORKSPACE } from './workspace-argument.ts'

const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'keys list',
    summary: 'List the keys of a workspace, newest first',
    about: 'A key itself is never shown. One that expired is listed for a week.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: listWorkspaceKeys,
    reaches: 'organization',
    examples: ['keys list acme'],
    run: (call) =>
      answerList(
        call,
        listWorkspaceKeys,
        { name: 'name', id: 'id', hint: 'hint', expires_at: 'expires_at', last_used_at: 'last_used_at' },
        () => openClient(call).workspaces.keys(getReference(call), sendOptions(call)),
      ),
  }),
  recordCommand({
    words: 'keys create',
    summary: 'Make a key of a workspace, for a client that takes only a header or for a worker',
    about:
      'It reads, describes and executes in that workspace, on the API and on /mcp, and no more. It is shown only this once.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: createWorkspaceKey,
    reaches: 'organization',
    examples: [
      'keys create acme --name worker',
      'keys create acme --name "nightly report" --expires-in-days 365 --read-only',
    ],
    open: openClient,
    send: ({ workspaces }, call) => workspaces.createKey(getReference(call), call.given, sendOptions(call)),
  }),
  recordCommand({
    words: 'keys revoke',
    summary: 'Revoke a key of a workspace',
    args: [WORKSPACE, { name: 'key-id', description: 'Its id; see: bulkhead keys list' }],
    flags: BY_ID,
    operation: revokeWorkspaceKey,
    reaches: 'organization',
    confirms: true,
    examples: [`keys revoke acme ${ID}`],
    open: openClient,
    asks: (_0, id) => `Revoke the key ${id}?`,
    send: ({ workspaces }, call, _0, id) => workspaces.revokeKey(getReference(call), id, sendOptions(call)),
  }),
]
