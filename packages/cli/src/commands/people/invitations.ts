import { LEVELS } from '@bulkhead/contract/operation'
import {
  createInvitations,
  listInvitations,
  renewInvitation,
  revokeInvitation,
} from '@bulkhead/contract/people/invitations'
import type { Bulkhead, Level } from '@bulkhead/sdk'
import { personCommand, personList } from '#command/api-command'
import { type Call, type CommandSpec, command, type Given } from '#command/command'
import { UsageError } from '#command/command-error'
import { getColumns } from '#output/columns'
import type { Row } from '#output/pick-fields'
import { getFields, printRows, shownBy, write } from '#output/print'
import { printable } from '#output/printable'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'
import { findInvitation, INVITATION } from './find-person.ts'

const ONCE = 'A link that is not sent is shown only this once.'

/** Commands that invite people. */
export const invitationCommands: readonly CommandSpec[] = [
  command({
    words: 'people invite',
    summary: 'Invite people by their e-mail addresses',
    about: `Each address gets its own link, which works once, for that address and for 7 days. If the server sends mail, it sends the link; otherwise the link is shown, and you hand it over. ${ONCE} An address that was already invited gets a new link and these rights. Only owners can invite owners.`,
    args: [{ name: 'email', description: 'Addresses, 100 at most', isRepeated: true }],
    flags: [
      {
        name: 'member-of',
        value: 'workspace=level',
        description:
          'A workspace that a member reaches, by name, with the level viewer, user or manager; can be repeated',
        isRepeated: true,
      },
    ],
    operation: createInvitations,
    descriptions: {
      role: 'Role in the organization; default: member, who can access --member-of and workspaces that are open to everyone',
      send_mail: 'Send the link by mail. Default: where the server sends mail',
    },
    withoutFlag: { emails: 'the arguments', workspaces: '--member-of, or --json by ids' },
    reaches: 'organization',
    examples: [
      'people invite anna@example.com bert@example.com',
      'people invite bert@example.com --member-of acme=user --member-of birch=viewer',
      'people invite carla@example.com --role admin --no-send-mail',
    ],
    run: invite,
  }),
  personList({
    words: 'people invitations list',
    summary: 'List the invitations that nobody has used, including expired ones',
    operation: listInvitations,
    examples: ['people invitations list', "people invitations list --all | jq -r '.[].email'"],
    send: ({ invitations }, call, page) => invitations.list(page, sendOptions(call)),
  }),
  personCommand({
    words: 'people invitations renew',
    summary: 'Make a new link for an invitation, or send one by mail',
    about: `It works for 7 days. The previous link ends. ${ONCE}`,
    args: [INVITATION],
    operation: renewInvitation,
    descriptions: { send_mail: 'Send the link by mail instead of showing it' },
    examples: [
      'people invitations renew bert@example.com',
      'people invitations renew bert@example.com --send-mail',
    ],
    send: async (bulkhead, call, invitation) => {
      const id = await findInvitation(call, bulkhead, invitation)
      return bulkhead.invitations.renew(id, call.given, sendOptions(call))
    },
  }),
  personCommand({
    words: 'people invitations revoke',
    summary: 'Revoke an invitation: its link ends at once',
    args: [INVITATION],
    operation: revokeInvitation,
    examples: ['people invitations revoke bert@example.com'],
    asks: (invitation) => `Revoke the invitation of ${invitation}?`,
    send: async (bulkhead, call, invitation) => {
      const id = await findInvitation(call, bulkhead, invitation)
      return bulkhead.invitations.revoke(id, sendOptions(call))
    },
  }),
]

async function invite(call: Call<Given<typeof createInvitations>>): Promise<void> {
  const { terminal, args, given, flags } = call
  const shown = shownBy(call, getFields(createInvitations))
  const memberships = readMemberships(flags['member-of'])
  const bulkhead = openClientOfPerson(call)
  const work = async () => {
    const workspaces = await findWorkspaces(call, bulkhead, memberships)
    const fields = { ...given, ...(workspaces.length > 0 && { workspaces }) }
    return bulkhead.invitations.create(
      { ...fields, role: given.role ?? 'member', emails: [...args] },
      sendOptions(call),
    )
  }
  const { data } = await waitFor(terminal, 'Waiting for the server', work())
  await printRows(terminal, data as unknown as readonly Row[], {
    ...shown,
    columns: getColumns(createInvitations),
  })
  if (shown.format !== 'table' || shown.fields !== undefined) return
  // Links are printed below: a table cuts wide values, and a part of a link is useless.
  const links = data.flatMap(({ email, sign_up_url }) =>
    sign_up_url === undefined ? [] : [`${printable(email)}  ${sign_up_url}\n`],
  )
  if (links.length === 0) return
  terminal.stderr.write('Hand each link to its address. They are shown only this once:\n')
  await write(terminal.stdout, links.join(''))
}

interface Membership {
  readonly name: string
  readonly level: Level
}

/** Reads levels in workspaces. @throws UsageError before anything is sent. */
function readMemberships(given: Call['flags'][string]): readonly Membership[] {
  const texts = Array.isArray(given) ? (given as readonly string[]) : []
  return texts.map((text) => {
    // A name may contain `=`; a level may not.
    const [, name, level] = /^(.+)=(\w+)$/s.exec(text) ?? []
    const known = LEVELS.find((one) => one === level)
    if (name !== undefined && known !== undefined) return { name, level: known }
    throw new UsageError(
      `--member-of ${text} is not a workspace with a level.`,
      'For example: --member-of acme=user. Levels are viewer, user and manager.',
    )
  })
}

function findWorkspaces(
  { signal }: Pick<Call, 'signal'>,
  { workspaces }: Bulkhead,
  memberships: readonly Membership[],
) {
  return Promise.all(
    memberships.map(async ({ name, level }) => {
      const { id } = await workspaces.get({ name }, {}, { signal })
      return { workspace_id: id, level }
    }),
  )
}
