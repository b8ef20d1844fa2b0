import type { Reference } from '@bulkhead/contract/values/shapes'
import type { TenantFixture } from '#http-matrix/tenant-fixture'

/** Information for a valid call that the tool's schema lacks. */
export interface ToolSample {
  /** Returns valid input, except for places that refer to something. These refer to `target`. */
  input?(target: TenantFixture): Record<string, unknown>
  /** A success changes its object, so each call gets a fixture of its own. */
  readonly consumes?: true
  /** Value of the caller's that a success shows. */
  readonly shows?: Reference
  /** Whether a success sends the credential of the caller's own connector to the service. */
  readonly sends?: true
  /** Optional argument that the tests always give, because the tool otherwise refers to nothing. */
  readonly fills?: Reference
  /** A name that nothing has gives an empty result and no error. */
  readonly finds?: true
  /** A connector outside the grant gives the same response as a missing one. */
  readonly hides?: true
}

export const TOOL_SAMPLES: Readonly<Record<string, ToolSample>> = {
  list_connectors: { shows: 'connector', finds: true },
  describe_connector: { input: () => ({ entity: 'things' }), shows: 'connector' },
  read_skill_docs: { input: () => ({ section: 'things' }), shows: 'connector', hides: true },
  execute: {
    input: () => ({ entity: 'things', action: 'list', params: { color: 'red' } }),
    sends: true,
  },
  connect_service: { fills: 'connector', shows: 'connector' },
  remove_connector: {
    input: ({ values }) => ({ confirm: `probe of ${values.workspace_name}` }),
    consumes: true,
    shows: 'connector',
  },
  who_am_i: { shows: 'organization' },
}
