import { getOrganization, getOrganizationUsage, updateOrganization } from '@bulkhead/contract/organizations'
import { showRecord } from '#command/answer'
import { type CommandSpec, command } from '#command/command'
import { getFields, printRows, shownBy } from '#output/print'
import { openClient, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'

export const commands: readonly CommandSpec[] = [
  command({
    words: 'organizations list',
    summary: 'List the organizations you act for',
    about:
      'An application belongs to one organization, so there is one. All of a server: bulkhead operator organizations list',
    operation: getOrganization,
    reaches: 'organization',
    examples: ['organizations list', 'organizations list --fields id --format text'],
    run: async (call) => {
      const columns = { name: 'name', id: 'id', created_at: 'created_at' }
      const shown = { ...shownBy(call, getFields(getOrganization)), columns }
      const asked = openClient(call).organization.get(sendOptions(call))
      const organization = await waitFor(call.terminal, 'Waiting for the server', asked)
      await printRows(call.terminal, [{ ...organization }], shown)
    },
  }),
  command({
    words: 'organizations get',
    summary: 'Show your organization and its settings',
    operation: getOrganization,
    reaches: 'organization',
    examples: ['organizations get'],
    run: async (call) => {
      await showRecord(call, getOrganization, () => openClient(call).organization.get(sendOptions(call)))
    },
  }),
  command({
    words: 'organizations usage',
    summary: 'Show the quotas of your organization, and how much of each is used',
    operation: getOrganizationUsage,
    reaches: 'organization',
    examples: ['organizations usage'],
    run: async (call) => {
      await showRecord(call, getOrganizationUsage, () =>
        openClient(call).organization.usage(sendOptions(call)),
      )
    },
  }),
  command({
    words: 'organizations update',
    summary: 'Change the name or the settings of your organization',
    about: 'Whatever you leave out stays as it is. To empty a list: --json \'{"redirect_origins": []}\'',
    operation: updateOrganization,
    descriptions: { create_workspaces: 'Whether a token for a new name creates a workspace' },
    reaches: 'organization',
    examples: [
      'organizations update --name "Acme Inc."',
      'organizations update --no-create-workspaces --audit-retention-days 365',
      'organizations update --json @settings.json',
    ],
    run: async (call) => {
      const { organization } = openClient(call)
      await showRecord(call, updateOrganization, () => organization.update(call.given, sendOptions(call)))
    },
  }),
]
