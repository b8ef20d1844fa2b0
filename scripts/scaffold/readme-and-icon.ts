import { describeOperation } from '@bulkhead/engine/describe/describe-operation'
import type { Definition } from '@bulkhead/engine/model/definition'

/** The README that a connector's folder begins with. */
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

/** A plain icon: the first letter of the name. */
export function toIcon(name: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '?'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="#1f2933" stroke-width="2">
  <title>${name.replace(/[<&]/g, '')} connector</title>
  <rect x="3" y="3" width="18" height="18" rx="2" />
  <text x="12" y="16" text-anchor="middle" font-family="sans-serif" font-size="11" fill="#1f2933" stroke="none">${letter}</text>
</svg>
`
}
