import type { Manifest } from './render-chart.ts'

/** Validates an object by Kubernetes' own OpenAPI description. @throws Error if it is invalid. */
export async function validateManifest(manifest: Manifest): Promise<void> {
  const [group = '', version] = manifest.apiVersion.includes('/')
    ? manifest.apiVersion.split('/')
    : ['', 'v1']
  const from = group.endsWith('coreos.com') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models'
  const kinds = await import([from, group, version].filter((part) => part !== '').join('/'))
  new kinds[manifest.kind](manifest).validate()
}
