import { ROLES } from '@bulkhead/contract/operation'
import { endPersonSessions, listPeople, removePerson } from '@bulkhead/contract/people'
import { reviewAccess } from '@bulkhead/contract/people/access-review'
import { removePersonSecondFactor } from '@bulkhead/contract/people/account'
import { setPersonRole } from '@bulkhead/contract/people/roles'
import type { Role } from '@bulkhead/sdk'
import { answerList } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { recordCommand } from '#command/record-command'
import { write } from '#output/print'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'
import { directoryCommands } from './directories.ts'
import { domainCommands } from './domains.ts'
import { findPerson, PERSON } from './find-person.ts'
import { invitationCommands } from './invitations.ts'
import { providerCommands } from './providers.ts'
import { signInPolicyCommands } from './sign-in-policy.ts'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  people: `People of your organization: roles, invitations, sign-in, access review

An owner or an admin manages people, and no application does. Sign in first: bulkhead login. Levels in a workspace: bulkhead workspaces members.

More: docs/guides/people.md`,
  'people invitations': 'Invitations that nobody has used yet',
  'people policy': 'Rules by which people of the organization sign in',
  'people domains': 'Mail domains of the organization, whose addresses sign in with its providers',
  'people providers': 'OpenID Connect providers by which people sign in',
  'people directory': 'Directories that announce people and groups by SCIM',
}

export const commands: readonly CommandSpec[] = [
  command({
    words: 'people list',
    summary: 'List the people of the organization, in the order in which they signed up',
    operation: listPeople,
    reaches: 'organization',
    examples: ['people list', "people list --role owner --format json | jq -r '.[].email'"],
    run: (call) => {
      const columns = { email: 'email', name: 'name', role: 'role', created_at: 'created_at', id: 'id' }
      const { people } = openClientOfPerson(call)
      return answerList(call, listPeople, columns, (page) =>
        people.list({ ...call.given, ...page }, sendOptions(call)),
      )
    },
  }),
  ...invitationCommands,
  ...signInPolicyCommands,
  ...domainCommands,
  ...providerCommands,
  ...directoryCommands,
  recordCommand({
    words: 'people set-role',
    summary: 'Change the role of a person',
    about:
      'It counts at once, and tokens that the person minted are revoked. Only owners make owners and change their role. The last owner stays.',
    args: [
      PERSON,
      {
        name: 'role',
        description:
          'owner; admin: everything but owners; member: workspaces by levels, see: bulkhead workspaces members',
        choices: ROLES,
      },
    ],
    operation: setPersonRole,
    withoutFlag: { role: 'the argument' },
    reaches: 'organization',
    examples: ['people set-role bert@example.com admin'],
    open: openClientOfPerson,
    send: async (bulkhead, call, person, role) => {
      const id = await findPerson(call, bulkhead, person)
      return bulkhead.people.setRole(id, role as Role, sendOptions(call))
    },
  }),
  recordCommand({
    words: 'people end-sessions',
    summary: 'End all sessions of a person and the tokens minted in them',
    about: 'The password stays, so the person can sign in again.',
    args: [PERSON],
    operation: endPersonSessions,
    reaches: 'organization',
    confirms: true,
    examples: ['people end-sessions bert@example.com'],
    open: openClientOfPerson,
    asks: (person) => `End all sessions of ${person}?`,
    send: async (bulkhead, call, person) =>
      bulkhead.people.endSessions(await findPerson(call, bulkhead, person), sendOptions(call)),
  }),
  recordCommand({
    words: 'people remove-second-factor',
    summary: 'Remove the second factor of a person who lost it',
    about:
      'Afterwards the password alone signs the person in, so make sure who asks. Turn off your own in the web app, with your password.',
    args: [PERSON],
    operation: removePersonSecondFactor,
    reaches: 'organization',
    confirms: true,
    examples: ['people remove-second-factor bert@example.com'],
    open: openClientOfPerson,
    asks: (person) => `Let ${person} sign in by the password alone?`,
    send: async (bulkhead, call, person) =>
      bulkhead.people.removeSecondFactor(await findPerson(call, bulkhead, person), sendOptions(call)),
  }),
  recordCommand({
    words: 'people remove',
    summary: 'Remove a person from the organization',
    about:
      'Sessions, tokens and memberships end at once, and the account is deleted. Workspaces, connectors and applications stay. Retire client secrets that the person has seen: "bulkhead applications retire-secret". The last owner stays.',
    args: [PERSON],
    operation: removePerson,
    reaches: 'organization',
    confirms: true,
    examples: ['people remove bert@example.com'],
    open: openClientOfPerson,
    asks: (person) => `Remove ${person} from the organization?`,
    send: async (bulkhead, call, person) =>
      bulkhead.people.remove(await findPerson(call, bulkhead, person), sendOptions(call)),
  }),
  command({
    words: 'people access-review',
    summary: 'List who has which rights',
    about:
      'Everybody with role, last sign-in, providers, workspaces, keys and agents. JSON has all of it; --csv has a line for each right, for a spreadsheet.',
    flags: [
      {
        name: 'csv',
        description: 'Write everybody as CSV; --limit, --fields and --format do not count',
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
      const columns = {
        email: 'email',
        role: 'role',
        last_signed_in_at: 'last_signed_in_at',
        providers: 'providers',
        person_id: 'person_id',
      }
      return answerList(call, reviewAccess, columns, (page) => people.accessReview(page, sendOptions(call)))
    },
  }),
]
