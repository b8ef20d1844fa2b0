import type { DocumentReader, Fields } from '#document/document-reader'
import type { Relationship } from '#model/relationship'
import { withoutUndefined } from '#text/without-undefined'

const KEY = 'x-airbyte-entity-relationships'
const KEYS = [
  'source_entity',
  'target_entity',
  'foreign_key',
  'target_key',
  'cardinality',
  'description',
  'parent_record_filter',
]

/** Compiles how entities lead to each other. Omits entries about unknown entities. */
export function compileRelationships(
  reader: DocumentReader,
  info: Fields,
  entities: ReadonlyMap<string, unknown>,
): readonly Relationship[] {
  return info.list(KEY).flatMap((node, index): Relationship[] => {
    const fields = reader.fields(node, `info.${KEY}[${index}]`, KEYS)
    const source_entity = fields.requiredText('source_entity', 'comments')
    const target_entity = fields.requiredText('target_entity', 'widgets')
    const foreign_key = fields.requiredText('foreign_key', 'widget_id')
    const [cardinality, description] = [fields.text('cardinality'), fields.text('description')]
    const unknown = [source_entity, target_entity].find((name) => name !== '' && !entities.has(name))
    if (unknown !== undefined) {
      reader.warn(node, `${fields.where} is ignored: there is no entity ${unknown}`)
      return []
    }
    return [
      {
        source_entity,
        target_entity,
        foreign_key,
        target_key: fields.text('target_key') ?? 'id',
        ...withoutUndefined({ cardinality, description }),
      },
    ]
  })
}
