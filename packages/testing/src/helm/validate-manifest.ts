import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installLocked } from '@bulkhead/tools/install-locked'
import type { Manifest } from './render-chart.ts'

const FOLDER = join(import.meta.dirname, '../../../../tools/kubernetes-models')

/**
 * Returns a function that validates objects by Kubernetes' own OpenAPI description. The validators are installed at
 * their first use.
 */
export async function createManifestValidator(): Promise<(manifest: Manifest) => Promise<void>> {
  const modules = await installLocked(FOLDER)
  return async (manifest) => {
    const [group = '', version] = manifest.apiVersion.includes('/')
      ? manifest.apiVersion.split('/')
      : ['', 'v1']
    const from = group.endsWith('coreos.com') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models'
    const file = join(modules, from, group, version, `${manifest.kind}.js`)
    const kinds = await import(pathToFileURL(file).href)
    new kinds[manifest.kind](manifest).validate()
  }
}
