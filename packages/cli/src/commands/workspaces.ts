import { createScopedToken } from '@bulkhead/contract/tokens'
import {
  deleteWorkspace,
  deleteWorkspaceAlias,
  getWorkspace,
  listWorkspaces,
  revokeWorkspaceTokens,
  updateWorkspace,
} from '@bulkhead/contract/workspaces'
import { organizationCommand, organizationList, recordCommand } from '#command/api-command'
import { type Call, type CommandSpec, command } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { openClient, sendOptions } from '#profile/open-clients'
import { saveWorkspace } from '#profile/profiles'
import { openSession } from '#profile/session'
import { waitFor } from '#terminal/show-waiting'
import { BY_ID, getReference, WORKSPACE } from './workspace-argument.ts'
import { memberCommands } from './workspace-members.ts'

const STATUS_ALONE = {
  name: 'workspaces rename',
  status: 'said by the command',
  cache_enabled: 'nothing depends on it',
}

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  'workspaces members': 'People who are members of a workspace, and whether it is open to everyone',
}

export const commands: readonly CommandSpec[] = [
  organizationList({
    words: 'workspaces list',
    summary: 'List workspaces, oldest first',
    operation: listWorkspaces,
    examples: [
      'workspaces list',
      'workspaces list --name-contains acme --status active',
      "workspaces list --all | jq -r '.[].name'",
    ],
    send: ({ workspaces }, call, page) => workspaces.list({ ...call.given, ...page }, sendOptions(call)),
  }),
  organizationCommand({
    words: 'workspaces get',
    summary: 'Show a workspace',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: getWorkspace,
    examples: ['workspaces get acme', 'workspaces get 0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11 --by-id'],
    send: ({ workspaces }, call) => workspaces.get(getReference(call), call.given, sendOptions(call)),
  }),
  command({
    words: 'workspaces use',
    summary: 'Choose the workspace for commands that do not name one',
    about: 'It is saved in the profile. BULKHEAD_WORKSPACE does the same for one shell.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: getWorkspace,
    withoutFlag: { include_usage: 'nothing is shown' },
    reaches: 'organization',
    shows: false,
    examples: ['workspaces use acme', 'workspaces use default'],
    run: use,
  }),
  organizationCommand({
    words: 'workspaces rename',
    summary: 'Rename a workspace; the old name stays an alias',
    about:
      'Names have 1 to 255 characters and are compared exactly. No other workspace can have the old name until "workspaces delete-alias" frees it. The workspace default cannot be renamed.',
    args: [WORKSPACE, { name: 'new-name', description: 'Its new name' }],
    flags: BY_ID,
    operation: updateWorkspace,
    withoutFlag: {
      name: 'the argument',
      status: 'workspaces activate and deactivate',
      cache_enabled: 'nothing depends on it',
    },
    examples: ['workspaces rename acme acme-inc'],
    send: ({ workspaces }, call, _workspace, name) =>
      workspaces.rename(getReference(call), name, sendOptions(call)),
  }),
  organizationCommand({
    words: 'workspaces activate',
    summary: 'Activate an inactive workspace',
    about: 'Scoped tokens from before stay revoked: mint new ones.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: updateWorkspace,
    withoutFlag: STATUS_ALONE,
    examples: ['workspaces activate acme'],
    send: ({ workspaces }, call) => workspaces.activate(getReference(call), sendOptions(call)),
  }),
  organizationCommand({
    words: 'workspaces deactivate',
    summary: 'Deactivate a workspace: its tokens are revoked, and nothing can be executed in it',
    about:
      'Its connectors stay, and can be read and deleted. Its scoped tokens are revoked; after "workspaces activate" mint new ones.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: updateWorkspace,
    withoutFlag: STATUS_ALONE,
    examples: ['workspaces deactivate acme'],
    asks: (workspace) => `Deactivate the workspace ${workspace} and revoke all of its tokens?`,
    send: ({ workspaces }, call) => workspaces.deactivate(getReference(call), sendOptions(call)),
  }),
  organizationCommand({
    words: 'workspaces delete',
    summary: 'Delete a workspace and destroy its key: its credentials cannot be recovered',
    about:
      'The receipt says what copies made earlier can still open, and until when. The workspace default cannot be deleted, only deactivated.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: deleteWorkspace,
    examples: ['workspaces delete acme', 'workspaces delete acme --yes'],
    asks: (workspace) => `Delete the workspace ${workspace} with all of its credentials, permanently?`,
    send: ({ workspaces }, call) => workspaces.delete(getReference(call), sendOptions(call)),
  }),
  recordCommand({
    words: 'workspaces token',
    summary: 'Mint a scoped token, which reaches only this workspace',
    about:
      'Hand it to a component as BULKHEAD_TOKEN. If no workspace has the name, it is created. The token is a secret until it expires, after 20 minutes by default.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: createScopedToken,
    descriptions: {
      create_workspace: 'Fail if no workspace has the name, instead of creating it',
    },
    withoutFlag: {
      workspace_name: 'the argument',
      workspace_id: 'the argument with --by-id',
      region_id: 'data stays where the server runs',
    },
    reaches: 'organization',
    examples: [
      'workspaces token acme',
      'workspaces token acme --read-only --entities issues,comments --expires-in 300',
      'workspaces token acme --fields token --format text',
    ],
    open: (call) => openClient(call).workspace(getReference(call)),
    send: (workspace, call) => workspace.mintToken(call.given, sendOptions(call)),
  }),
  organizationCommand({
    words: 'workspaces revoke-tokens',
    summary: 'Revoke every scoped token of a workspace',
    about: 'Tokens minted afterwards work.',
    args: [WORKSPACE],
    flags: BY_ID,
    operation: revokeWorkspaceTokens,
    examples: ['workspaces revoke-tokens acme'],
    asks: (workspace) => `Revoke every token of the workspace ${workspace}?`,
    send: ({ workspaces }, call) => workspaces.revokeTokens(getReference(call), sendOptions(call)),
  }),
  organizationCommand({
    words: 'workspaces delete-alias',
    summary: 'Free a former name of a workspace',
    about: 'It no longer finds the workspace, and another one may take it.',
    args: [WORKSPACE, { name: 'alias', description: 'The name to free' }],
    flags: BY_ID,
    operation: deleteWorkspaceAlias,
    examples: ['workspaces delete-alias acme-inc acme'],
    asks: (_workspace, alias) => `Free the name ${alias}?`,
    send: ({ workspaces }, call, _workspace, alias) =>
      workspaces.deleteAlias(getReference(call), alias, sendOptions(call)),
  }),
  ...memberCommands,
]

async function use(call: Call<object>): Promise<void> {
  const { terminal } = call
  const { profile } = openSession(call)
  if (profile === undefined) {
    const message =
      'Your credentials come from the environment, so there is no profile to save the workspace in.'
    throw new CommandError(
      EXIT.invalid,
      'no_profile',
      message,
      'Set BULKHEAD_WORKSPACE, or log in: bulkhead login',
    )
  }
  const asked = openClient(call).workspaces.get(getReference(call), {}, sendOptions(call))
  const { name: workspace } = await waitFor(terminal, 'Waiting for the server', asked)
  const { name } = profile
  if (!saveWorkspace(terminal.environment, name, profile, workspace)) {
    const message = `The profile ${name} was deleted, or replaced by one of another organization, in the meantime.`
    throw new CommandError(EXIT.failed, 'profile_replaced', message, 'Nothing was saved. Try again.')
  }
  terminal.stderr.write(`Commands now use the workspace ${workspace}, with the profile ${name}.\n`)
}
