import type { CommandSpec } from '#command/command'

export const commands: readonly CommandSpec[] = [
  {
    words: 'generate types',
    summary: 'Write TypeScript declarations for your own documents, for use with @bulkhead/sdk',
    about: `With them in your project, workspace.connect('acme') completes and checks the entities, actions, params and records of a connector that is not in the catalog. They are only types: nothing of them exists at run time, and nothing is sent anywhere.

A folder stands for the documents a server loads from it with BULKHEAD_CONNECTORS_DIR. One document is written to standard output, unless --output names a folder; each file there is named after its connector, such as acme.d.ts, and replaces any file of that name.`,
    args: [{ name: 'path', description: 'Files or folders', isRepeated: true }],
    flags: [
      { name: 'output', short: 'o', value: 'folder', description: 'Folder for the files; created if needed' },
    ],
    examples: [
      'generate types acme/connector.yaml > acme.d.ts',
      'generate types connectors/ --output src/connectors',
    ],
    // Loaded here and not above: help must not wait for the engine.
    run: async (call) => (await import('#generate/generate-types')).generateTypes(call),
  },
]
