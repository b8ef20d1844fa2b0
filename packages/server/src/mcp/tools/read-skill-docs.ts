import { getSkillDocs as operation, type SkillBlock } from '@bulkhead/contract/definitions/skills'
import { Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import { CONNECTOR, findConnector } from './find-connector.ts'
import type { Tool } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const input = Shape({
  connector: CONNECTOR,
  section: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Id of a section. Leave it out to get the outline.',
    }),
  ),
})

/** Reads the documentation of a connector as Markdown; `describe_connector` returns schemas. */
export const readSkillDocs: Tool = {
  name: 'read_skill_docs',
  title: 'Read about a connector',
  description:
    'Read the documentation of a connector as Markdown. Without `section`, returns the outline. `calling` explains how to run operations and read pages; the section of an entity (such as `issues`) has its operations with params, examples and hints.',
  operations: [operation],
  input,
  applicationInput: withWorkspace(input),
  output: Shape({
    connector_id: Type.String(),
    title: Type.String(),
    section: Type.Optional(Type.String()),
    sections: Type.Optional(
      Type.Array(Shape({ id: Type.String(), summary: Type.Optional(Type.String()) }), {
        description: 'All sections, if none was named.',
      }),
    ),
    text: Type.String({ description: 'Markdown.' }),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run(call, given) {
    const { section, ...which } = given as { connector: string; workspace_name?: string; section?: string }
    const connector_id = await findConnector(call, which)
    const query = { id: connector_id, ...(section !== undefined && { section }) }
    const { metadata, outline, section_id, content } = await call.invoke('getSkillDocs', { query })
    return {
      structured: {
        connector_id,
        title: metadata.title,
        ...(section_id === null
          ? {
              sections: outline.map(({ id, summary }) => ({ id, ...(summary !== undefined && { summary }) })),
            }
          : { section: section_id }),
        text: content.map(toMarkdown).join('\n\n'),
      },
    }
  },
}

function toMarkdown({
  type,
  text = '',
  level = 1,
  items = [],
  language,
  code,
  headers = [],
  rows = [],
}: SkillBlock) {
  if (type === 'heading') return `${'#'.repeat(level)} ${text}`
  if (type === 'list') return items.map((item) => `- ${item}`).join('\n')
  if (type === 'code') return `\`\`\`${language ?? ''}\n${code ?? ''}\n\`\`\``
  if (type === 'table') return [headers, headers.map(() => '---'), ...rows].map(toRow).join('\n')
  return text
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
}
