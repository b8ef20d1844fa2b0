import type { Sender } from '@bulkhead/engine'
import type { Log } from '#platform/log'
import { fetchDocument } from './client-documents.ts'

/** Whether clients may identify themselves by a document: always, never, or if the server can fetch such documents. */
export type DocumentsMode = 'on' | 'off' | 'auto'

/** Documents of programs in use. If the server cannot fetch each of them, `auto` does not announce documents. */
const KNOWN_DOCUMENTS: readonly string[] = [
  'https://claude.ai/oauth/claude-code-client-metadata',
  'https://chatgpt.com/oauth/codex/client.json',
]
/** Time in milliseconds for which the result of a probe is used. */
const USED_MS = 300_000

/**
 * Returns a function that says whether the metadata announce client id metadata documents. Programs that read so do not
 * register. So on a network without a way out, `auto` must not announce them. The first metadata request probes, and
 * later ones do so again after {@link USED_MS}.
 */
export function createDocumentReach(
  { documentSender, log }: { readonly documentSender: Sender; readonly log: Log },
  mode: DocumentsMode,
  known = KNOWN_DOCUMENTS,
): () => Promise<boolean> {
  if (mode !== 'auto') return async () => mode === 'on'
  let probed: { readonly works: Promise<boolean>; readonly until: number } | undefined
  async function probe(): Promise<boolean> {
    const statuses = await Promise.all(
      known.map((url) =>
        fetchDocument(documentSender, url).then(
          ({ status }) => status,
          () => undefined,
        ),
      ),
    )
    const failed = known.filter((_, at) => statuses[at] !== 200).map((url) => new URL(url).host)
    if (failed.length > 0)
      log.warn(
        { hosts: failed },
        'client documents cannot be fetched, so the metadata tells programs to register',
      )
    return failed.length === 0
  }
  return () => {
    if (probed === undefined || Date.now() >= probed.until)
      probed = { works: probe(), until: Date.now() + USED_MS }
    return probed.works
  }
}
