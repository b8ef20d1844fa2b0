import type { Definition } from '#model/definition'
import { declareDefinition } from './declare-definition.ts'

/**
 * Returns a declaration file that adds a connector to the types of `@bulkhead/sdk`. If a project includes it,
 * `workspace.connect('acme')` completes and type-checks its entities, actions and parameters. The file contains types
 * only.
 */
export function augmentSdk(definition: Definition): string {
  const { name, code } = declareDefinition(definition)
  const slug = JSON.stringify(definition.slug)
  return [
    `// Made from the connector document of ${slug}; do not edit.`,
    "import '@bulkhead/sdk'",
    '',
    code,
    '',
    "declare module '@bulkhead/sdk' {",
    '  interface Connectors {',
    `    ${slug}: ${name}`,
    '  }',
    '}',
    '',
  ].join('\n')
}
