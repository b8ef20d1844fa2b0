import type { CommandSpec } from '#command/command'
import { ownDefinitions } from './own-definitions.ts'

export const commands: readonly CommandSpec[] = [
  ...ownDefinitions,
  {
    words: 'definitions check',
    summary: 'Check whether a server can use connector documents',
    about: `Reads connector documents, OpenAPI 3 or Swagger 2.0 documents without extensions, and GraphQL schemas. Each finding says where it is, what is wrong and what to write instead. The last line about a document gives its name, its id and how many entities and operations it has. Nothing is sent anywhere.

For a folder, it checks the documents that a server would load from it with BULKHEAD_CONNECTORS_DIR:

  <folder>/<name>/connector.yaml    a connector document (or .yml, .json)
  <folder>/<name>/openapi.yaml      any OpenAPI 3 or Swagger 2.0 document (or .yml, .json); <name> becomes its name
  <folder>/<name>/schema.graphql    a GraphQL schema; its overlay names the server
  <folder>/<name>/overlay.yaml      corrections to the document: an OpenAPI Overlay (or .yml, .json)

A document with the id or name of a catalog document, or of an earlier one, is an error: a server skips it.

Exit code 0: all of them can be used, with or without warnings. 1: one cannot be used or read.

More: docs/reference/connector-documents.md`,
    args: [{ name: 'path', description: 'Files or folders', isRepeated: true }],
    examples: ['definitions check acme/connector.yaml', 'definitions check connectors/'],
    // Loaded here and not above: help must not wait for the engine.
    run: async ({ args }) => (await import('./check-paths.ts')).checkPaths(args),
  },
  {
    words: 'definitions diff',
    summary: 'Compare two versions of a document: what changes for callers, tokens and connectors',
    about: `Reads two documents as definitions check does, each with the overlay next to it, and prints the operations that differ:

  + added    - removed    > renamed, with the same request    ~ changed

Below each operation are its changes for callers, and whether tokens and connectors that were narrowed to entities, to actions or to reading gain or lose it. Lines with ! are about stored connectors: hosts and ways to authenticate. Nothing is sent anywhere.

Exit code 0: the new version accepts every call that the old one accepts, and nothing changes for narrowed tokens and connectors. 1: something changes, or a document cannot be read.`,
    args: [
      { name: 'before', description: 'File or folder of the old version' },
      { name: 'after', description: 'File or folder of the new version' },
    ],
    examples: ['definitions diff acme.old/openapi.yaml acme/openapi.yaml'],
    run: async ({ args: [before = '', after = ''] }) =>
      (await import('./diff-paths.ts')).diffPaths(before, after),
  },
  {
    words: 'definitions try',
    summary: 'Print the request that a document makes for one call, and send it to the service or a mock',
    about: `Reads a document as definitions check does, and plans one operation as a server would: method, URL, headers and body. Credentials are printed as ***, and nothing is sent.

With --send the request goes to the service, and its response is printed with the credentials masked. A request that does more than read is sent only after you confirm it. Credentials come from BULKHEAD_CREDENTIALS, as a JSON object (or @file), or are asked for and not shown while you type.

With --mock a mock of the service responds, which runs on 127.0.0.1 until the command ends: with the document's example of the response, or with one derived from its schema. What a server makes of that for a caller is printed below it: the records, and where the next page begins. No credentials are needed, and nothing reaches the service.

Exit code 0: the call was planned and, if it was sent, the status of the response is below 400. 1: the status is another one, or there was no response.`,
    args: [
      { name: 'document', description: 'File or folder of the document' },
      { name: 'entity', description: 'Such as issues' },
      { name: 'action', description: 'Such as list, get, create, update, delete' },
      {
        name: 'params',
        description: 'JSON object, @file for a file, or - for standard input',
        isOptional: true,
      },
    ],
    flags: [
      { name: 'send', description: 'Sends the request and prints the response' },
      { name: 'mock', description: 'Sends the request to a mock of the service, on this machine' },
      { name: 'setting', value: 'name=value', isRepeated: true, description: 'A setting; may be repeated' },
      { name: 'base-url', value: 'url', description: "Where requests go, instead of the document's server" },
    ],
    confirms: true,
    examples: [
      'definitions try acme/openapi.yaml parcels list',
      'definitions try acme/openapi.yaml parcels list --mock',
      `definitions try acme/openapi.yaml parcels get '{"id": "p-1"}' --send`,
    ],
    run: async (call) => (await import('./try-document.ts')).tryDocument(call),
  },
]
