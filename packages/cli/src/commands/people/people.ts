import { ROLES } from '@bulkhead/contract/operation'
import { endPersonSessions, listPeople, removePerson } from '@bulkhead/contract/people'
import { reviewAccess } from '@bulkhead/contract/people/access-review'
import { removePersonSecondFactor } from '@bulkhead/contract/people/account'
import { setPersonRole } from '@bulkhead/contract/people/roles'
import { getSignInPolicy, updateSignInPolicy } from '@bulkhead/contract/people/sign-in'
import type { Role } from '@bulkhead/sdk'
import { answerList } from '#command/answer'
import { personCommand, personList } from '#command/api-command'
import { type CommandSpec, command } from '#command/command'
import { write } from '#output/print'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'
import { directoryCommands } from './directories.ts'
import { domainCommands } from './domains.ts'
import { findPerson, PERSON } from './find-person.ts'
import { invitationCommands } from './invitations.ts'
import { providerCommands } from './providers.ts'

/** Commands about the rules by which people sign in. Their flags derive from the contract. */
const signInPolicyCommands: readonly CommandSpec[] = [
  personCommand({
    words: 'people policy get',
    summary: 'Show how people of the organization sign in',
    operation: getSignInPolicy,
    examples: ['people policy get'],
    send: ({ signInPolicy }, call) => signInPolicy.get(sendOptions(call)),
  }),
  personCommand({
    words: 'people policy set',
    summary: 'Change how people of the organization sign in',
    about:
      'Whatever you leave out stays as it is. Only owners can change it. A change that could lock people out is refused.',
    operation: updateSignInPolicy,
    examples: ['people policy set --second-factor', 'people policy set --no-passwords --lapse-hours 12'],
    send: ({ signInPolicy }, call) => signInPolicy.update(call.given, sendOptions(call)),
  }),
]

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  people: `People of your organization: roles, invitations, sign-in, access review

Only owners and admins can manage people, not applications. Sign in first: bulkhead login. Levels in a workspace: bulkhead workspaces members.

More: docs/guides/people.md`,
  'people invitations': 'Invitations that nobody has used yet',
  'people policy': 'Rules for how people of the organization sign in',
  'people domains': "Mail domains whose addresses sign in with the organization's providers",
  'people providers': 'OpenID Connect providers that people sign in with',
  'people directory': 'Directories that provision people and groups by SCIM',
}

export const commands: readonly CommandSpec[] = [
  personList({
    words: 'people list',
    summary: 'List the people of the organization, in the order in which they signed up',
    operation: listPeople,
    examples: ['people list', "people list --role owner --format json | jq -r '.[].email'"],
    send: ({ people }, call, page) => people.list({ ...call.given, ...page }, sendOptions(call)),
  }),
  ...invitationCommands,
  ...signInPolicyCommands,
  ...domainCommands,
  ...providerCommands,
  ...directoryCommands,
  personCommand({
    words: 'people set-role',
    summary: 'Change the role of a person',
    about:
      "It takes effect at once, and tokens that the person minted are revoked. Only owners can make somebody an owner or change an owner's role. The last owner cannot be changed.",
    args: [
      PERSON,
      {
        name: 'role',
        description:
          'owner; admin: everything except owners; member: workspaces by level, see: bulkhead workspaces members',
        choices: ROLES,
      },
    ],
    operation: setPersonRole,
    withoutFlag: { role: 'the argument' },
    examples: ['people set-role bert@example.com admin'],
    send: async (bulkhead, call, person, role) => {
      const id = await findPerson(call, bulkhead, person)
      return bulkhead.people.setRole(id, role as Role, sendOptions(call))
    },
  }),
  personCommand({
    words: 'people end-sessions',
    summary: 'End all sessions of a person and the tokens minted in them',
    about: 'The password stays, so the person can sign in again.',
    args: [PERSON],
    operation: endPersonSessions,
    examples: ['people end-sessions bert@example.com'],
    asks: (person) => `End all sessions of ${person}?`,
    send: async (bulkhead, call, person) =>
      bulkhead.people.endSessions(await findPerson(call, bulkhead, person), sendOptions(call)),
  }),
  personCommand({
    words: 'people remove-second-factor',
    summary: 'Remove the second factor of a person who lost it',
    about:
      'Afterwards the password alone is enough to sign in, so verify who is asking. Turn off your own in the web app, with your password.',
    args: [PERSON],
    operation: removePersonSecondFactor,
    examples: ['people remove-second-factor bert@example.com'],
    asks: (person) => `Let ${person} sign in with only the password?`,
    send: async (bulkhead, call, person) =>
      bulkhead.people.removeSecondFactor(await findPerson(call, bulkhead, person), sendOptions(call)),
  }),
  personCommand({
    words: 'people remove',
    summary: 'Remove a person from the organization',
    about:
      'Sessions, tokens and memberships end at once, and the account is deleted. Workspaces, connectors and applications stay. Retire client secrets that the person has seen: "bulkhead applications retire-secret". The last owner cannot be removed.',
    args: [PERSON],
    operation: removePerson,
    examples: ['people remove bert@example.com'],
    asks: (person) => `Remove ${person} from the organization?`,
    send: async (bulkhead, call, person) =>
      bulkhead.people.remove(await findPerson(call, bulkhead, person), sendOptions(call)),
  }),
  command({
    words: 'people access-review',
    summary: 'List who has which rights',
    about:
      'Lists everyone with role, last sign-in, providers, workspaces, keys and agents. JSON has all of it; --csv has one line per right, for a spreadsheet.',
    flags: [
      {
        name: 'csv',
        description: 'Write everyone as CSV; --limit, --fields and --format are ignored',
      },
    ],
    operation: reviewAccess,
    withoutFlag: { format: '--csv' },
    reaches: 'organization',
    examples: [
      'people access-review',
      'people access-review --csv > access-review.csv',
      "people access-review --all --format json | jq -r '.[] | select(.last_signed_in_at == null) | .email'",
    ],
    run: async (call) => {
      const { people } = openClientOfPerson(call)
      if (call.flags.csv === true) {
        const file = people.downloadAccessReview(sendOptions(call)).then((download) => download.bytes())
        return write(call.terminal.stdout, await waitFor(call.terminal, 'Waiting for the server', file))
      }
      return answerList(call, reviewAccess, (page) => people.accessReview(page, sendOptions(call)))
    },
  }),
]
