/** Long test of a promise. */
interface Proof {
  readonly promise: string
  /** Page that makes the promise. */
  readonly where: string
  /** Options of the shortest form, by scenario. A proof without scenarios has one without a name. */
  readonly scenarios: Readonly<Record<string, string>>
}

/** Proofs by name. A scenario is the file `<proof>/<scenario>.ts` unless {@link FILES} names another. */
export const PROOFS: Readonly<Record<string, Proof>> = {
  isolation: {
    promise: 'A token reaches only its workspace, and a query without a tenant is an error.',
    where: 'README.md, promises 1 and 2',
    scenarios: { '': '--only http --part 1/40 --engine postgres' },
  },
  fuzz: {
    promise: 'Every response is one that the API describes, and credentials do not come out.',
    where: 'README.md, promise 3; docs/reference/errors.md',
    scenarios: { '': '--requests 2000' },
  },
  revocation: {
    promise: 'Rights that are taken away are gone when the response arrives, and within a second everywhere.',
    where: 'README.md, promise 4',
    scenarios: { 'last-sent': '--least 500', 'in-flight': '--rounds 1' },
  },
  kill: {
    promise: 'A write that was acknowledged survives a killed process, and no half of a write is stored.',
    where: 'README.md, promises 5 and 7',
    scenarios: { '': '--rounds 3' },
  },
  chaos: {
    promise:
      'Whatever fails around a server, it keeps acknowledged writes, reports the failure, and recovers.',
    where: 'docs/guides/self-hosting.md; docs/guides/alerts.md',
    scenarios: {
      failover: '--rounds 1',
      'lost-connections': '--rounds 1',
      stalls: '--seconds 5',
      'disk-full': '--rounds 2',
      removal: '',
      'hostile-mix': '--minutes 1',
    },
  },
  keys: {
    promise:
      'Keys rotate while calls run, the key service may be away for a minute, and a backup restores everything.',
    where: 'docs/guides/operating.md',
    scenarios: {
      rotate: '--rounds 2 --workspaces 500',
      transit: '--minutes 2',
      disaster: '--workspaces 100',
    },
  },
  refresh: {
    promise:
      'Calls at once with an expired token cost one refresh, and a killed refresh loses no connection.',
    where: 'docs/concepts/architecture.md, Tokens of services',
    scenarios: { '': '--rounds 2' },
  },
  delivery: {
    promise: 'Events and exported records arrive at least once and in their order.',
    where: 'docs/guides/webhooks.md; docs/guides/operating.md',
    scenarios: { webhooks: '--kills 4 --changes 20', export: '--rounds 2' },
  },
  documents: {
    promise: 'Any OpenAPI document becomes a connector, and a bad one gets an error that says why.',
    where: 'docs/guides/any-api.md',
    scenarios: { '': '--rounds 1000' },
  },
  performance: {
    promise:
      'Statements use their indexes, no job holds the event loop, and starts, workers and pages stay within their goals.',
    where: 'docs/concepts/performance.md',
    scenarios: {
      plans: '--calls 20000 --workspaces 4000 --versions 18',
      'loop-budget': '--mixtures 20 --only redaction --no-memory',
      start: '--rounds 3',
      workers: '--seconds 2 --groups 1',
      'web-scale': '--workspaces 2000 --calls 20000 --rows 1000',
    },
  },
  mcp: {
    promise:
      'Clients that follow the specification of MCP work, among them Claude Code, Codex and Gemini CLI.',
    where: 'docs/guides/mcp.md',
    scenarios: { conformance: '', programs: '', load: '--rounds 3' },
  },
  published: {
    promise:
      'The packages install and run from their files alone, in every runtime, framework, image and chart that is named.',
    where: 'docs/guides/self-hosting.md; docs/guides/agent-frameworks.md; packages/sdk/README.md',
    scenarios: { packages: '', runtimes: '', frameworks: '', image: '', chart: '' },
  },
}

/** Scenarios that lie elsewhere, by their usual path. */
export const FILES: Readonly<Record<string, string>> = {
  // It needs the types of the web app's tests.
  'performance/web-scale': '../packages/web/test/web-scale.ts',
}
