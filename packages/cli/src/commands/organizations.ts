import { getOrganization, getOrganizationUsage, updateOrganization } from '@bulkhead/contract/organizations'
import { organizationCommand } from '#command/api-command'
import { type CommandSpec, command } from '#command/command'
import { getColumns } from '#output/columns'
import { getFields, printRows, shownBy } from '#output/print'
import { openClient, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'organizations list',
    summary: 'List the organizations you act for',
    about:
      'An application belongs to one organization, so the list has one entry. To list all organizations of a server: bulkhead operator organizations list',
    operation: getOrganization,
    reaches: 'organization',
    examples: ['organizations list', 'organizations list --fields id --format text'],
    run: async (call) => {
      const shown = { ...shownBy(call, getFields(getOrganization)), columns: getColumns(getOrganization) }
      const asked = openClient(call).organization.get(sendOptions(call))
      const organization = await waitFor(call.terminal, 'Waiting for the server', asked)
      await printRows(call.terminal, [{ ...organization }], shown)
    },
  }),
  organizationCommand({
    words: 'organizations get',
    summary: 'Show your organization and its settings',
    operation: getOrganization,
    examples: ['organizations get'],
    send: ({ organization }, call) => organization.get(sendOptions(call)),
  }),
  organizationCommand({
    words: 'organizations usage',
    summary: 'Show the quotas of your organization, and how much of each is used',
    operation: getOrganizationUsage,
    examples: ['organizations usage'],
    send: ({ organization }, call) => organization.usage(sendOptions(call)),
  }),
  organizationCommand({
    words: 'organizations update',
    summary: 'Change the name or the settings of your organization',
    about: 'Whatever you leave out stays as it is. To empty a list: --json \'{"redirect_origins": []}\'',
    operation: updateOrganization,
    descriptions: { create_workspaces: 'Whether a token for a new name creates a workspace' },
    examples: [
      'organizations update --name "Acme Inc."',
      'organizations update --no-create-workspaces --audit-retention-days 365',
      'organizations update --json @settings.json',
    ],
    send: ({ organization }, call) => organization.update(call.given, sendOptions(call)),
  }),
]
