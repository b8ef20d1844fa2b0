import type { AgentSignIn } from '@bulkhead/contract/people/agents'
import { toDisplayName } from '@bulkhead/contract/values/display-name'
import type { Client } from 'oidc-provider'
import { COMMAND_LINE } from '#access/tokens/claims'
import type { Registration } from '../registered-clients.ts'

/** Client as shown to the person who decides, with what it asks for. */
export type AskingClient = Pick<AgentSignIn, 'client' | 'can_reach_everything' | 'workspace_name'>

/** Characters without a width, by which the names of two programs would look the same. Those of direction become blanks. */
const INVISIBLE =
  /[[\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]]/gv

/**
 * @param unnamed Name to show for a client without one.
 * @param workspace Name of the workspace that the client asks for.
 * @param registration Registration by the organization of the person.
 */
export function describeClient(
  client: Client,
  unnamed: string,
  workspace: unknown,
  registration?: Registration,
): AskingClient {
  const kind = getKind(client, registration)
  const workspace_name = kind === 'first_party' && typeof workspace === 'string' ? workspace : null
  return {
    client: {
      id: client.clientId,
      name: toDisplayName((client.clientName ?? '').replaceAll(INVISIBLE, ''), 200) || unnamed,
      kind,
      verified: registration?.verified ?? kind !== 'dynamic',
      host: kind === 'document' ? new URL(client.clientId).host : null,
    },
    can_reach_everything: kind === 'first_party' && workspace_name === null,
    workspace_name,
  }
}

function getKind(client: Client, registration?: Registration): AskingClient['client']['kind'] {
  if (client.clientId === COMMAND_LINE) return 'first_party'
  if (client.clientId.startsWith('https://')) return 'document'
  return registration === undefined ? 'dynamic' : 'registered'
}
