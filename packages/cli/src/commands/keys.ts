import { createWorkspaceKey, listWorkspaceKeys, revokeWorkspaceKey } from '@bulkhead/contract/workspaces/keys'
import { organizationCommand, organizationList } from '#command/api-command'
import type { CommandSpec } from '#command/command'
import { sendOptions } from '#profile/open-clients'
import { BY_ID, getReference, WORKSPACE } from './workspace-argument.ts'

const ID = '0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11'

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'keys list',
    summary: 'List the keys of a workspace, newest first',
    about: 'A key itself is never shown. One that expired is listed for a week.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: listWorkspaceKeys,
    examples: ['keys list acme'],
    send: ({ workspaces }, call) => workspaces.keys(getReference(call), sendOptions(call)),
  }),
  organizationCommand({
    words: 'keys create',
    summary: 'Make a key of a workspace, for a worker or a client that can only send a fixed header',
    about:
      'It can only read, describe and execute in that workspace, through the API and /mcp. It is shown only this once.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: createWorkspaceKey,
    examples: [
      'keys create acme --name worker',
      'keys create acme --name "nightly report" --expires-in-days 365 --read-only',
    ],
    send: ({ workspaces }, call) => workspaces.createKey(getReference(call), call.given, sendOptions(call)),
  }),
  organizationCommand({
    words: 'keys revoke',
    summary: 'Revoke a key of a workspace',
    args: [WORKSPACE, { name: 'key-id', description: 'Its id; see: bulkhead keys list' }],
    flags: BY_ID,
    operation: revokeWorkspaceKey,
    examples: [`keys revoke acme ${ID}`],
    asks: (_0, id) => `Revoke the key ${id}?`,
    send: ({ workspaces }, call, _0, id) => workspaces.revokeKey(getReference(call), id, sendOptions(call)),
  }),
]
