import { Bulkhead } from '@bulkhead/sdk'
import type { CommandSpec } from '#command/command'
import { printRecord, shownBy } from '#output/print'
import { sendOptions, usualWorkspace } from '#profile/open-clients'
import { openSession } from '#profile/session'
import { waitFor } from '#terminal/show-waiting'

const FIELDS = [
  'profile',
  'url',
  'kind',
  'client_id',
  'person',
  'organization_id',
  'organization_name',
  'workspace_id',
  'workspace_name',
  'grant',
]

export const commands: readonly CommandSpec[] = [
  {
    words: 'whoami',
    summary: 'Show who you are, on which server, and in which workspace',
    about:
      'Asks the server, so it also shows whether the credentials work. With BULKHEAD_TOKEN it shows what that token may reach.',
    reaches: 'organization',
    shows: true,
    examples: ['whoami', 'whoami --profile staging', 'whoami --fields organization_id --format text'],
    run: async (call) => {
      const shown = shownBy(call, FIELDS)
      const session = openSession(call)
      const { client, kind, profile } = session
      const { url } = client
      const ask = async () => {
        if (kind === 'token') return new Bulkhead(client).workspace().info(sendOptions(call))
        const { id, name } = await new Bulkhead(client).organization.get(sendOptions(call))
        const workspace_name = usualWorkspace(call, session) ?? 'default'
        return {
          client_id: client.clientId ?? profile?.client_id,
          ...(profile?.person !== undefined && { person: profile.person }),
          organization_id: id,
          organization_name: name,
          workspace_name,
        }
      }
      const who = await waitFor(call.terminal, 'Waiting for the server', ask())
      await printRecord(call.terminal, { profile: profile?.name ?? null, url, kind, ...who }, shown)
    },
  },
]
