// Made by `npm run generate` from packages/catalog; do not edit.
import type { Github } from './connectors/github.ts'
import type { Gitlab } from './connectors/gitlab.ts'

/**
 * The types of connectors that are known by slug. `bulkhead generate types` adds those of your own documents
 * by declaring more members of this interface.
 */
export interface Connectors {
  "github": Github
  "gitlab": Gitlab
}
