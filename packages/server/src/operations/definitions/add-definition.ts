import { randomUUID } from 'node:crypto'
import type { addDefinition as operation } from '@bulkhead/contract/definitions/own'
import { assertRoom } from '#access/limits/assert-room'
import { DEFAULT_MAX_DEFINITIONS } from '#access/limits/read-quotas'
import {
  assertNew,
  countChange,
  documentColumns,
  findOwn,
  toOmissions,
} from '#connectors/definitions/own/definition-rows'
import { packText } from '#connectors/definitions/own/pack-text'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Compiles a document in a separate thread, and stores it if it can be used. */
export const addDefinition: Handler<typeof operation> = async (
  { database, definitions, compiler, quotas },
  context,
  { body },
) => {
  const { organization } = context
  const definition_id = randomUUID()
  const text = await packText(body.document)
  const further = body.overlay == null ? undefined : await packText(body.overlay)
  const [document, overlay] = [text.packed, further?.packed ?? null]
  const names = { definition_id, slug: body.slug ?? undefined, display_name: body.name ?? undefined }
  const source_url = body.source_url ?? null
  const compiled = await compiler.compile(organization, { document, overlay, source_url, names })
  // The document may have waited for those of others.
  await context.authenticateAgain()
  const { max_definitions } = await quotas.of(organization)
  const added = await asPrincipal(database, context, 'read write', async (tx) => {
    await assertRoom(tx, organization, 'definitions', max_definitions ?? DEFAULT_MAX_DEFINITIONS, 1)
    await assertNew(tx, definitions, definition_id, compiled)
    await tx
      .insertInto('organization_definitions')
      .values({
        organization_id: organization,
        definition_id,
        slug: compiled.slug,
        ...documentColumns(compiled),
        document_bytes: text.bytes + (further?.bytes ?? 0),
        revision: randomUUID(),
        ...{ document, overlay, source_url },
      })
      .execute()
    await countChange(tx, organization)
    await recordAudit(tx, context, { subject: definition_id, definition: definition_id })
    return findOwn(tx, definition_id)
  })
  quotas.forget(organization)
  return { ...added, omissions: toOmissions(compiled) }
}
