import { LEVELS } from '@bulkhead/contract/operation'
import {
  listWorkspaceMembers,
  removeWorkspaceMember,
  setWorkspaceEveryone,
  setWorkspaceMember,
} from '@bulkhead/contract/people/roles'
import type { Level } from '@bulkhead/sdk'
import { answerList } from '#command/answer'
import { personCommand, recordCommand } from '#command/api-command'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { findPerson, PERSON } from './people/find-person.ts'
import { BY_ID, getReference, WORKSPACE } from './workspace-argument.ts'

const LEVEL: ArgumentSpec = {
  name: 'level',
  description:
    'viewer reads; user also executes and adds connectors; manager also changes and deletes connectors and revokes tokens',
  choices: LEVELS,
}
const AS_PERSON = 'Requires an owner or an admin who is signed in: bulkhead login.'

/** Commands about the people who are members of a workspace. */
export const memberCommands: readonly CommandSpec[] = [
  command({
    words: 'workspaces members list',
    summary: 'List the people who are members of a workspace',
    about: `Levels count for people whose role is member; owners and admins reach every workspace. If the workspace is open to everyone, standard error says with which level. ${AS_PERSON}`,
    args: [WORKSPACE],
    flags: BY_ID,
    operation: listWorkspaceMembers,
    reaches: 'organization',
    examples: ['workspaces members list acme', "workspaces members list acme --all | jq -r '.[].email'"],
    run: async (call) => {
      const { members } = openClientOfPerson(call).workspace(getReference(call))
      await answerList(call, listWorkspaceMembers, (page) => members.list(page, sendOptions(call)))
      const level = await members.everyone(sendOptions(call))
      if (level !== null)
        call.terminal.stderr.write(`Everyone in the organization has the level ${level} here.\n`)
    },
  }),
  personCommand({
    words: 'workspaces members set',
    summary: 'Make a person a member of a workspace, or change the level',
    about: `It takes effect at once. Lowering the level revokes the tokens that the person minted. ${AS_PERSON}`,
    args: [WORKSPACE, PERSON, LEVEL],
    flags: BY_ID,
    operation: setWorkspaceMember,
    withoutFlag: { level: 'the argument' },
    examples: ['workspaces members set acme bert@example.com user'],
    send: async (bulkhead, call, _workspace, person, level) => {
      const id = await findPerson(call, bulkhead, person)
      const { members } = bulkhead.workspace(getReference(call))
      return members.set(id, level as Level, sendOptions(call))
    },
  }),
  personCommand({
    words: 'workspaces members remove',
    summary: 'End the membership of a person in a workspace',
    about: `It takes effect at once, and revokes the tokens that the person minted. A workspace that is open to everyone stays open. ${AS_PERSON}`,
    args: [WORKSPACE, PERSON],
    flags: BY_ID,
    operation: removeWorkspaceMember,
    examples: ['workspaces members remove acme bert@example.com'],
    asks: (workspace, person) => `End the membership of ${person} in the workspace ${workspace}?`,
    send: async (bulkhead, call, _workspace, person) => {
      const id = await findPerson(call, bulkhead, person)
      return bulkhead.workspace(getReference(call)).members.remove(id, sendOptions(call))
    },
  }),
  recordCommand({
    words: 'workspaces members open',
    summary: 'Open a workspace to everyone in the organization',
    about: `Every member of the organization then has this level in it. If the level is lower than before, all scoped tokens of the workspace are revoked; applications mint new ones. ${AS_PERSON}`,
    args: [WORKSPACE, LEVEL],
    flags: BY_ID,
    operation: setWorkspaceEveryone,
    withoutFlag: { level: 'the argument' },
    reaches: 'organization',
    examples: ['workspaces members open acme viewer'],
    open: (call) => openClientOfPerson(call).workspace(getReference(call)),
    send: ({ members }, call, _workspace, level) => members.setEveryone(level as Level, sendOptions(call)),
  }),
  recordCommand({
    words: 'workspaces members close',
    summary: 'Close a workspace that is open to everyone, so that only its own members can access it',
    about: `If it was open, all scoped tokens of the workspace are revoked; applications mint new ones. ${AS_PERSON}`,
    args: [WORKSPACE],
    flags: BY_ID,
    operation: setWorkspaceEveryone,
    withoutFlag: { level: 'the command itself' },
    reaches: 'organization',
    confirms: true,
    examples: ['workspaces members close acme'],
    open: (call) => openClientOfPerson(call).workspace(getReference(call)),
    asks: (workspace) => `Close the workspace ${workspace}, and revoke all of its tokens?`,
    send: ({ members }, call) => members.setEveryone(null, sendOptions(call)),
  }),
]
