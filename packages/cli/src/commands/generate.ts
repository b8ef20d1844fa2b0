import type { CommandSpec } from '#command/command'

export const commands: readonly CommandSpec[] = [
  {
    words: 'generate types',
    summary: 'Write TypeScript declarations of your own documents, for @bulkhead/sdk',
    about: `With them in your project connect('acme') completes and checks entities, actions, params and records of a connector that is not in the catalog. They are types only: nothing of them exists at run time, and nothing is sent anywhere.

A folder stands for the documents a server loads from it with BULKHEAD_CONNECTORS_DIR. One document is written to standard output, unless --output names a folder; each file there is called as its connector, acme.d.ts, and replaces one of that name.`,
    args: [{ name: 'path', description: 'Files or folders', isRepeated: true }],
    flags: [{ name: 'output', short: 'o', value: 'folder', description: 'Where the files go; it is made' }],
    examples: [
      'generate types acme/connector.yaml > acme.d.ts',
      'generate types connectors/ --output src/connectors',
    ],
    // Loaded here and not above: help must not wait for the engine.
    run: async (call) => (await import('#generate/generate-types')).generateTypes(call),
  },
]
