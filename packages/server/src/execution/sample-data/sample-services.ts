import type { SendableRequest, Sender } from '@bulkhead/engine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import { respondAsGitHub, type SampleResponse } from './github-sample.ts'

/** A service that this server simulates, with invented records. */
export interface SampleService {
  readonly slug: string
  /**
   * Credentials that the service accepts. They belong to nobody, and are removed from responses like those of a
   * connector.
   */
  readonly credentials: Readonly<Record<string, string>>
  /** Entities that the service has records of. */
  readonly entities: readonly EntityPermission[]
  /** Sender that responds without sending anything. */
  readonly sender: Pick<Sender, 'send'>
}

const GITHUB_TOKEN = 'ghp_sampleTokenThatOpensNothing0000000000'

/** Services with sample data. */
export const SAMPLE_SERVICES: readonly SampleService[] = [
  {
    slug: 'github',
    credentials: { token: GITHUB_TOKEN },
    entities: [
      'issues',
      'repositories',
      'viewer',
      'viewer_repositories',
      'comments',
      'labels',
      'users',
      'organizations',
    ].map((entity) => ({ entity })),
    sender: createSampleSender((request) => respondAsGitHub(request, GITHUB_TOKEN)),
  },
]

/** Creates a sender that responds within this process, without resolving a name or opening a connection. */
function createSampleSender(respond: (request: SendableRequest) => SampleResponse): Pick<Sender, 'send'> {
  return {
    async send(planned) {
      const { status, body } = respond(planned)
      return {
        status,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: Buffer.from(JSON.stringify(body)),
        redirects: 0,
        received_at: Date.now(),
      }
    },
  }
}
