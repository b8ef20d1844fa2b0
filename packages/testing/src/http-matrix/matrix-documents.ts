import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TEST_CONNECTORS } from '#scripted-upstream'

/** URL to which browsers return after authorizing. */
export const MATRIX_APP = 'https://app.example.com'
/** OAuth client of every organization. */
export const MATRIX_CLIENT: Readonly<Record<'client_id' | 'client_secret', string>> = {
  client_id: 'client-of-the-matrix',
  client_secret: 'client-secret-of-the-matrix',
}

/** Folder of documents, for `BULKHEAD_CONNECTORS_DIR`. */
export interface DocumentFolder {
  readonly path: string
  remove(): void
}

const AUTHORIZATION = `    probeOAuth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.probe.example/authorize
          tokenUrl: https://id.probe.example/token
          refreshUrl: https://id.probe.example/token
          scopes: { things: All things }
`

/** Writes the document of the probe, a service at one origin whose connectors can be authorized by OAuth. */
export function writeMatrixDocuments(upstream: string): DocumentFolder {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-documents-'))
  const text = readFileSync(join(TEST_CONNECTORS, 'probe', 'connector.yaml'), 'utf8')
  const servers = /^servers:\n(?: .*\n)+/m
  const paths = /^paths:\n/m
  if (!servers.test(text) || !paths.test(text)) throw new Error('The document of the probe has another form.')
  mkdirSync(join(path, 'probe'))
  writeFileSync(
    join(path, 'probe', 'connector.yaml'),
    text.replace(servers, `servers:\n  - url: ${upstream}/v1\n`).replace(paths, `${AUTHORIZATION}paths:\n`),
  )
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
