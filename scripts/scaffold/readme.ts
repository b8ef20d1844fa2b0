import type { Definition } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'

/** Returns the initial README of a connector's folder. */
export function toReadme(definition: Definition): string {
  const rows = [...definition.entities].map(
    ([entity, actions]) => `| \`${entity}\` | ${[...actions.keys()].map((one) => `\`${one}\``).join(', ')} |`,
  )
  const ways = definition.auth_options.map(({ name: way, title, fields }) => {
    const list = fields.map((field) => `\`${field.name}\``).join(', ')
    return `**${title}** (\`${way}\`): ${list === '' ? 'nothing to fill in' : list}.`
  })
  const settings = definition.settings.map(({ name: setting }) => `- \`${setting}\``)
  const [first] = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const call = first && {
    entity: first.entity,
    action: first.action,
    params: describeOperation(first).example,
  }
  return `# ${definition.display_name}

| Entity | Actions |
| --- | --- |
${rows.join('\n')}

## Settings

${settings.length > 0 ? settings.join('\n') : 'None is needed.'}

## Credentials

${ways.join('\n\n')}

## Limits

## Example

\`POST /api/v1/integrations/connectors/{id}/execute\`, for a connector of the type \`${definition.slug}\`

\`\`\`json
${JSON.stringify(call, null, 2)}
\`\`\`
`
}
