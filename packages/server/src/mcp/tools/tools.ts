import { connectService } from './connect-service.ts'
import { describeConnector } from './describe-connector.ts'
import { execute } from './execute.ts'
import { listConnectors } from './list-connectors.ts'
import { readSkillDocs } from './read-skill-docs.ts'
import { removeConnector } from './remove-connector.ts'
import type { Tool } from './tool.ts'
import { whoAmI } from './who-am-i.ts'

/** Tools that are offered to every client. */
export const TOOLS: readonly Tool[] = [
  listConnectors,
  describeConnector,
  readSkillDocs,
  execute,
  connectService,
  removeConnector,
  whoAmI,
]

/** Tools that the expanded tools replace. */
export const INSTEAD_OF_EXPANDED: readonly Tool[] = [describeConnector, execute]
