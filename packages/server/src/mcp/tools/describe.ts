import type { DefinitionDescription } from '@bulkhead/engine/describe'
import { RawReply } from '#access/request/raw-reply'
import type { ToolCall } from './tool.ts'

/** Returns the result of the operation `describe` for a connector, as the caller may use it. */
export async function describe(
  { invoke }: Pick<ToolCall, 'invoke'>,
  connector_id: string,
  entity: string,
): Promise<DefinitionDescription> {
  const reply = await invoke('executeOperation', {
    params: { connector_id },
    body: { entity, action: 'describe' },
  })
  if (reply instanceof RawReply) throw new TypeError('A description is no file.')
  return reply.result as DefinitionDescription
}
