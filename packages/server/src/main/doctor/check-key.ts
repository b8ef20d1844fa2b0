import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkProofs } from '#operator/prove-keyring'
import { readKeyProofs } from '#operator/read-key-proofs'
import type { Finding } from '#platform/finding'
import { assertKeySource, loadKeyring } from '#platform/vault/load-keyring'
import { findExposedKey } from '#platform/vault/warn-of-exposed-key'
import { getKeySource } from '../get-key-source.ts'
import type { Settings } from '../settings.ts'

/** Reads the key and, on Postgres, opens with it what was sealed as a proof. */
export async function checkKey(settings: Settings): Promise<Finding[]> {
  const check = 'key'
  const source = getKeySource(settings)
  const beside = join(settings.dataDirectory, 'key')
  const { key, keyFile, databaseUrl } = settings
  const isOfServer = key === undefined && keyFile === undefined && databaseUrl === undefined
  if (isOfServer && !existsSync(beside) && !existsSync(join(settings.dataDirectory, 'database')))
    return [{ check, status: 'ok', detail: `made at the first start, in ${beside}` }]
  try {
    assertKeySource(source)
    const keyring = loadKeyring(source, true)
    const findings: Finding[] = [
      {
        check,
        status: 'ok',
        detail: `version ${keyring.current} wraps; there are ${keyring.versions.join(', ')}`,
      },
    ]
    const exposed = findExposedKey(source)
    if (exposed !== undefined)
      findings.push({
        check: 'key: file',
        status: 'warning',
        detail: `Every user of this machine may read ${exposed}. Close it: chmod 600 ${exposed}`,
      })
    const url = settings.databaseDirectUrl ?? databaseUrl
    if (url !== undefined) findings.push(await checkFit(url, keyring))
    return findings
  } catch (error) {
    return [{ check, status: 'failed', detail: (error as Error).message }]
  }
}

async function checkFit(url: string, keyring: Parameters<typeof checkProofs>[0]): Promise<Finding> {
  const check = 'key: fits the database'
  const proofs = await readKeyProofs(url).catch(() => undefined)
  if (proofs === undefined) return { check, status: 'skipped', detail: 'the database cannot be asked' }
  if (proofs.length === 0) return { check, status: 'skipped', detail: 'nothing was sealed there yet' }
  try {
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
