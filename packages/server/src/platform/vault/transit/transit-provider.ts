import { KEY_BYTES } from '../keyring.ts'
import type { KeyProvider } from '../remote-keys.ts'
import { createTransitClient, TransitError, type TransitSettings } from './transit-client.ts'

/** Creates a key provider of the transit engine of OpenBao or Vault. */
export function createTransitProvider(settings: TransitSettings): KeyProvider {
  const { url, mount, key } = settings
  const client = createTransitClient(settings)

  async function ask(action: string, body: Readonly<Record<string, string>>, field: string): Promise<string> {
    const { [field]: text } = await client.post(`${mount}/${action}/${encodeURIComponent(key)}`, body)
    if (typeof text === 'string') return text
    throw new TransitError(`The response of the key service to ${action} has no ${field}.`)
  }

  return {
    place: `key ${key} of ${mount} at ${new URL(url).origin}`,
    encrypt: (bytes) => ask('encrypt', { plaintext: Buffer.from(bytes).toString('base64') }, 'ciphertext'),
    async decrypt(ciphertext) {
      const bytes = Buffer.from(await ask('decrypt', { ciphertext }, 'plaintext'), 'base64')
      if (bytes.length === KEY_BYTES) return bytes
      throw new TransitError('What the key service decrypted is not a key of this server.')
    },
    rewrap: (ciphertext) => ask('rewrap', { ciphertext }, 'ciphertext'),
    close: client.close,
  }
}
