/** Folder of the Helm chart. */
export const CHART: string = new URL('../../../../deploy/helm/bulkhead/', import.meta.url).pathname

const publicUrl = 'https://bulkhead.example.com'

/** Sets of values that tests render the chart with, from the minimum to all features. */
export const CHART_VALUES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: { publicUrl },
  'all of it': {
    publicUrl,
    image: { repository: 'mirror.example/bulkhead', digest: `sha256:${'0'.repeat(64)}` },
    imagePullSecrets: [{ name: 'mirror' }],
    settings: { BULKHEAD_LOG_LEVEL: 'warn', BULKHEAD_DATABASE_POOL: 20 },
    secret: {
      create: true,
      key: '1:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=',
      databaseUrl: 'postgres://bulkhead:"p"@db/bulkhead',
      databaseOwnerUrl: 'postgres://bulkhead_migrator:p@db/bulkhead',
      valkeyUrl: 'valkey://:p@valkey:6379/0',
      databaseReplicaUrl: 'postgres://bulkhead:p@standby/bulkhead',
    },
    valkey: { enabled: true },
    replica: { enabled: true },
    ingress: {
      enabled: true,
      className: 'nginx',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
      tlsSecret: 'bulkhead-tls',
    },
    networkPolicy: { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] },
    serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
    podAnnotations: { 'example.com/team': 'platform' },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'apps', operator: 'Exists' }],
    affinity: { podAntiAffinity: {} },
  },
  'little of it': {
    publicUrl,
    autoscaling: { enabled: false },
    disruptionBudget: { enabled: false },
    networkPolicy: { enabled: false },
    migration: { enabled: false },
    resources: {},
  },
}
