import { randomUUID } from 'node:crypto'
import type { updateDefinition as operation } from '@bulkhead/contract/definitions/own'
import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { takeTurn } from '#access/limits/assert-room'
import { type RequestContext, recordedActor, recordedAgent } from '#access/request/principal'
import type { CompiledDocument, ShownDifference } from '#connectors/definitions/own/compile-document'
import {
  assertNew,
  countChange,
  definitionNotFound,
  documentColumns,
  findOwn,
  toOmissions,
} from '#connectors/definitions/own/definition-rows'
import { packedLength, packText } from '#connectors/definitions/own/pack-text'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Compiles the changed document, compares it with the stored one, and stores it. */
export const updateDefinition: Handler<typeof operation> = async (
  { database, definitions, compiler, quotas },
  context,
  { params: { definition_id }, body },
) => {
  const { organization } = context
  const before = await asPrincipal(database, context, 'read only', (tx) => findStored(tx, definition_id))
  const { slug, revision, ...former } = before
  const document = body.document == null ? former.document : (await packText(body.document)).packed
  const overlay = body.overlay === undefined ? former.overlay : await packOverlay(body.overlay)
  const names = { definition_id: before.definition_id, slug, display_name: body.name ?? before.display_name }
  const source_url = body.source_url === undefined ? former.source_url : body.source_url
  const texts = { document: former.document, overlay: former.overlay, source_url: former.source_url }
  const task = { document, overlay, source_url, names, former: texts }
  const compiled = await compiler.compile(organization, task)
  // The document may have waited for those of others.
  await context.authenticateAgain()
  const document_bytes = (await packedLength(document)) + (overlay === null ? 0 : await packedLength(overlay))
  const found = { omissions: toOmissions(compiled), ...toChanges(compiled) }
  if (body.dry_run === true) {
    const own = await asPrincipal(database, context, 'read only', async (tx) => {
      await assertNew(tx, definitions, before.definition_id, compiled)
      return findOwn(tx, before.definition_id)
    })
    const { display_name: name, takes_client: _, ...columns } = documentColumns(compiled)
    const has_overlay = overlay !== null
    return { ...own, ...columns, ...{ name, has_overlay, source_url, document_bytes }, ...found }
  }
  const updated = await asPrincipal(database, context, 'read write', async (tx) => {
    // A definition that is being added may have the same names.
    await takeTurn(tx, organization)
    await assertNew(tx, definitions, before.definition_id, compiled)
    const { numUpdatedRows } = await tx
      .updateTable('organization_definitions')
      .set({
        ...documentColumns(compiled),
        ...{ document, overlay, source_url, document_bytes },
        revision: randomUUID(),
        updated_at: sql<Date>`now()`,
      })
      .where('definition_id', '=', before.definition_id)
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      await findOwn(tx, before.definition_id)
      const message = 'The definition was changed in the meantime. Try again.'
      throw new BulkheadError('unavailable', message, { retryAfter: 1 })
    }
    await countChange(tx, organization)
    await recordAudit(tx, context, { subject: before.definition_id, definition: before.definition_id })
    if (changesReach(compiled)) await recordReach(tx, context, before.definition_id)
    return findOwn(tx, before.definition_id)
  })
  quotas.forget(organization)
  return { ...updated, ...found }
}

async function packOverlay(text: string | null): Promise<Uint8Array | null> {
  return text === null ? null : (await packText(text)).packed
}

async function findStored(tx: TenantTransaction, definition_id: string) {
  const row = isUuid(definition_id)
    ? await tx
        .selectFrom('organization_definitions')
        .select(['definition_id', 'slug', 'display_name', 'revision', 'document', 'overlay', 'source_url'])
        .where('definition_id', '=', definition_id)
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw definitionNotFound()
  return row
}

/** Returns whether the change adds or removes something that narrowed tokens or connectors can reach. */
function changesReach({ difference }: CompiledDocument): boolean {
  return difference?.changes_reach ?? true
}

function recordReach(tx: TenantTransaction, context: RequestContext, definition_id: string) {
  return insertAuditRecord(tx, {
    organization_id: context.organization,
    event: 'definition.reach_changed',
    outcome: 'done',
    workspace_id: null,
    subject_id: definition_id,
    definition_id,
    ...recordedActor(context),
    ...recordedAgent(context),
    token_id: context.token_id,
    request_id: context.request_id,
  })
}

function toChanges({ difference }: CompiledDocument) {
  const { operations, connectors, breaks } = difference ?? UNKNOWN
  return {
    breaks,
    operation_changes: operations.map(({ former, changes, narrowed, ...change }) => ({
      ...change,
      former: former ?? null,
      changes: [...changes],
      narrowed: [...narrowed],
    })),
    connector_changes: [...connectors],
  }
}

const UNKNOWN: ShownDifference = {
  operations: [],
  breaks: true,
  changes_reach: true,
  connectors: ['The previous document can no longer be compiled, so the two cannot be compared.'],
}
