import type { Definition } from '#model/definition'
import { declareDefinition } from './declare-definition.ts'

/**
 * A file of declarations that makes `@bulkhead/sdk` know a connector: included in a project, `workspace.connect('acme')`
 * completes and type-checks its entities, actions and parameters. Nothing of it exists at run time.
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
