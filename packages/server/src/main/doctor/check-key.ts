import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkProofs } from '#operator/prove-keyring'
import { readKeyProofs } from '#operator/read-key-proofs'
import { openFromRows } from '#operator/remote-key-rows'
import type { Finding } from '#platform/finding'
import { KEY_BYTES, type Keyring } from '#platform/vault/keyring'
import { assertKeySource, type KeySource, loadKeyring } from '#platform/vault/load-keyring'
import type { KeyProvider } from '#platform/vault/remote-keys'
import { findExposedKey } from '#platform/vault/warn-of-exposed-key'
import { getKeySource } from '../get-key-source.ts'
import type { Settings } from '../settings.ts'

/** Reads the key. On Postgres, also opens the proofs that were sealed with it. */
export async function checkKey(settings: Settings): Promise<Finding[]> {
  const check = 'key'
  const source = await getKeySource(settings)
  const { remoteKeys } = source
  const beside = join(settings.dataDirectory, 'key')
  const { key, keyFile, databaseUrl } = settings
  const isOfServer = (key ?? keyFile ?? databaseUrl ?? remoteKeys) === undefined
  if (isOfServer && !existsSync(beside) && !existsSync(join(settings.dataDirectory, 'database')))
    return [{ check, status: 'ok', detail: `made at the first start, in ${beside}` }]
  try {
    assertKeySource(source)
    const keyring = loadKeyring(source, true)
    const findings: Finding[] = [
      {
        check,
        status: 'ok',
        detail: `version ${keyring.current} wraps; the keyring has ${keyring.versions.join(', ')}`,
      },
    ]
    const exposed = findExposedKey(source)
    if (exposed !== undefined)
      findings.push({
        check: 'key: file',
        status: 'warning',
        detail: `Every user of this machine may read ${exposed}. Close it: chmod 600 ${exposed}`,
      })
    if (remoteKeys !== undefined && keyring.remote.length > 0)
      findings.push(await checkKeyService(remoteKeys.provider))
    const url = settings.databaseDirectUrl ?? databaseUrl
    if (url !== undefined) findings.push(await checkFit(url, keyring, source))
    return findings
  } catch (error) {
    return [{ check, status: 'failed', detail: (error as Error).message }]
  } finally {
    await remoteKeys?.close()
  }
}

/** Asks the key service to encrypt and decrypt a test key. */
async function checkKeyService(provider: KeyProvider): Promise<Finding> {
  const check = 'key: service'
  try {
    const key = randomBytes(KEY_BYTES)
    const opened = await provider.decrypt(await provider.encrypt(key))
    if (key.equals(opened)) return { check, status: 'ok', detail: `${provider.place} encrypts and decrypts` }
    return { check, status: 'failed', detail: `${provider.place} decrypts to something else` }
  } catch (error) {
    return { check, status: 'failed', detail: (error as Error).message }
  }
}

async function checkFit(url: string, keyring: Keyring, { remoteKeys }: KeySource): Promise<Finding> {
  const check = 'key: fits the database'
  const proofs = await readKeyProofs(url).catch(() => undefined)
  if (proofs === undefined) return { check, status: 'skipped', detail: 'the database cannot be asked' }
  if (proofs.length === 0) return { check, status: 'skipped', detail: 'nothing was sealed there yet' }
  try {
    if (remoteKeys !== undefined) await openFromRows(keyring, remoteKeys, proofs)
    checkProofs(keyring, proofs)
    return {
      check,
      status: 'ok',
      detail: `opens the proof of version ${proofs.map(({ version }) => version).join(', ')}`,
    }
  } catch (error) {
    return { check, status: 'failed', detail: (error as Error).message }
  }
}
