import type { DocumentReader, Fields } from '#document/document-reader'
import type { DerivedSetting } from '#model/derived-setting'

const KEY = 'x-airbyte-config-normalization'
const RULE_KEYS = ['target', 'source', 'when_missing', 'transform']

/** Compiles the settings that are the end of a credential, as the document declares. */
export function compileDerivedSettings(reader: DocumentReader, info: Fields): readonly DerivedSetting[] {
  const normalization = info.fields(KEY, ['rules'])
  return (normalization?.list('rules') ?? []).flatMap((node, index): DerivedSetting[] => {
    const fields = reader.fields(node, `info.${KEY}.rules[${index}]`, RULE_KEYS)
    const transform = fields.fields('transform', ['type', 'delimiter'])
    const type = transform?.requiredText('type', 'suffix')
    if (type !== 'suffix') {
      reader.report(
        transform?.at ?? fields.at,
        `${fields.where}.transform must be { type: suffix, delimiter: "-" }`,
      )
      return []
    }
    return [
      {
        setting: fields.requiredText('target', 'data_center'),
        source: fields.requiredText('source', 'credentials.apikey'),
        delimiter: transform?.requiredText('delimiter', '"-"') ?? '',
        when_missing: fields.flag('when_missing') ?? true,
      },
    ]
  })
}
