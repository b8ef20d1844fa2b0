import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { dirname } from 'node:path'
import { ARCHIVE_TRAILER, type ArchiveReceipt } from '@bulkhead/contract/operator-commands'

/**
 * Writes the archive that a server sends. The file gets its name once every byte is on the disk and is what
 * the server says it sent.
 *
 * @throws Error when the name is taken or the archive did not arrive whole; nothing is left then.
 */
export async function receiveBackup(
  response: IncomingMessage,
  file: string,
  onBytes: (bytes: number) => void,
): Promise<ArchiveReceipt> {
  const partial = `${file}.partial`
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const handle = await open(partial, 'w', 0o600)
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        await handle.writeFile(chunk)
        hash.update(chunk)
        bytes += chunk.length
        onBytes(bytes)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const trailer = response.trailers[ARCHIVE_TRAILER]
    const receipt = trailer === undefined ? undefined : (JSON.parse(trailer) as ArchiveReceipt)
    if (receipt === undefined || receipt.bytes !== bytes || receipt.sha256 !== hash.digest('hex')) {
      throw new Error('The archive did not arrive whole. Nothing was kept; run the command again.')
    }
    demandFree(file)
    await rename(partial, file)
    await syncFolder(dirname(file))
    return receipt
  } catch (error) {
    rmSync(partial, { force: true })
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    throw new Error('The server ended before the archive was whole. Nothing was kept; its log says why.', {
      cause: error,
    })
  }
}

/** @throws Error when a file has this name, or no file can have it. */
export function demandFree(file: string): void {
  if (!existsSync(dirname(file))) throw new Error(`There is no folder ${dirname(file)}.`)
  if (existsSync(file)) throw new Error(`${file} exists. Choose another name: a backup is never overwritten.`)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
