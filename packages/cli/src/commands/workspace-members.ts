import { LEVELS } from '@bulkhead/contract/operation'
import {
  listWorkspaceMembers,
  removeWorkspaceMember,
  setWorkspaceEveryone,
  setWorkspaceMember,
} from '@bulkhead/contract/people/roles'
import type { Level } from '@bulkhead/sdk'
import { answerList } from '#command/answer'
import { type ArgumentSpec, type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { findPerson, PERSON } from './people/find-person.ts'
import { BY_ID, getReference, WORKSPACE } from './workspace-argument.ts'

const LEVEL: ArgumentSpec = {
  name: 'level',
  description:
    'viewer reads; user also executes and adds connectors; manager also changes and deletes connectors and revokes tokens',
  choices: LEVELS,
}
const AS_PERSON = 'It takes the sign-in of an owner or an admin: bulkhead login.'

/** Commands about the people who are members of a workspace. */
export const memberCommands: readonly CommandSpec[] = [
  command({
    words: 'workspaces members list',
    summary: 'List the people who are members of a workspace',
    about: `Levels count for people whose role is member; owners and admins reach every workspace. If the workspace is open to everybody, standard error says with which level. ${AS_PERSON}`,
    args: [WORKSPACE],
    flags: BY_ID,
    operation: listWorkspaceMembers,
    reaches: 'organization',
    examples: ['workspaces members list acme', "workspaces members list acme --all | jq -r '.[].email'"],
    run: async (call) => {
      const { members } = openClientOfPerson(call).workspace(getReference(call))
      const columns = { email: 'email', name: 'name', level: 'level', person_id: 'person_id' }
      await answerList(call, listWorkspaceMembers, columns, (page) => members.list(page, sendOptions(call)))
      const level = await members.everyone(sendOptions(call))
      if (level !== null) call.terminal.stderr.write(`Everybody in the organization is a ${level} here.\n`)
    },
  }),
  recordCommand({
    words: 'workspaces members set',
    summary: 'Make a person a member of a workspace, or change the level',
    about: `It counts at once. A lower level than before revokes the tokens that the person minted. ${AS_PERSON}`,
    args: [WORKSPACE, PERSON, LEVEL],
    flags: BY_ID,
    operation: setWorkspaceMember,
    withoutFlag: { level: 'the argument' },
    reaches: 'organization',
    examples: ['workspaces members set acme bert@example.com user'],
    open: openClientOfPerson,
    send: async (bulkhead, call, _workspace, person, level) => {
      const id = await findPerson(call, bulkhead, person)
      const { members } = bulkhead.workspace(getReference(call))
      return members.set(id, level as Level, sendOptions(call))
    },
  }),
  recordCommand({
    words: 'workspaces members remove',
    summary: 'End the membership of a person in a workspace',
    about: `It counts at once, and revokes the tokens that the person minted. What is open to everybody stays open. ${AS_PERSON}`,
    args: [WORKSPACE, PERSON],
    flags: BY_ID,
    operation: removeWorkspaceMember,
    reaches: 'organization',
    confirms: true,
    examples: ['workspaces members remove acme bert@example.com'],
    open: openClientOfPerson,
    asks: (workspace, person) => `End the membership of ${person} in the workspace ${workspace}?`,
    send: async (bulkhead, call, _workspace, person) => {
      const id = await findPerson(call, bulkhead, person)
      return bulkhead.workspace(getReference(call)).members.remove(id, sendOptions(call))
    },
  }),
  recordCommand({
    words: 'workspaces members open',
    summary: 'Open a workspace to everybody in the organization',
    about: `Every member of the organization has this level in it then. If the level is lower than before, all scoped tokens of the workspace are revoked; applications mint others. ${AS_PERSON}`,
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
    summary: 'Close a workspace that is open to everybody: its own members reach it',
    about: `If it was open, all scoped tokens of the workspace are revoked; applications mint others. ${AS_PERSON}`,
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
