import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { dirname } from 'node:path'
import { ARCHIVE_TRAILER, type ArchiveReceipt } from '@bulkhead/contract/operator/operator-commands'
import { syncFolder, writeWhole } from '#output/whole-file'

const OWNER_ONLY = 0o600

/**
 * Writes the archive that a server sends. The file gets its final name once every byte is on the disk and matches the
 * server's checksum.
 *
 * @throws Error if the name is taken or the archive is incomplete. No file is left then.
 */
export async function receiveBackup(
  response: IncomingMessage,
  file: string,
  onBytes: (bytes: number) => void,
): Promise<ArchiveReceipt> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const receipt = await writeWhole(
      file,
      async (handle) => {
        for await (const chunk of response as AsyncIterable<Buffer>) {
          await handle.writeFile(chunk)
          hash.update(chunk)
          bytes += chunk.length
          onBytes(bytes)
        }
        const trailer = response.trailers[ARCHIVE_TRAILER]
        const receipt = trailer === undefined ? undefined : (JSON.parse(trailer) as ArchiveReceipt)
        if (receipt === undefined || receipt.bytes !== bytes || receipt.sha256 !== hash.digest('hex')) {
          throw new Error('The archive is incomplete. Nothing was kept; run the command again.')
        }
        return receipt
      },
      OWNER_ONLY,
    )
    await syncFolder(dirname(file))
    return receipt
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    throw new Error('The server ended before the archive was complete. Nothing was kept; its log says why.', {
      cause: error,
    })
  }
}
