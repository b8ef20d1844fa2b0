import type { Tool } from './tool.ts'
import { describeConnector } from './tools/describe-connector.ts'
import { execute } from './tools/execute.ts'
import { listConnectors } from './tools/list-connectors.ts'
import { removeConnector } from './tools/remove-connector.ts'
import { whoAmI } from './tools/who-am-i.ts'

/** The tools that every client is offered. */
export const TOOLS: readonly Tool[] = [listConnectors, describeConnector, execute, removeConnector, whoAmI]

/** Those that one tool per operation takes the place of. */
export const INSTEAD_OF_EXPANDED: readonly Tool[] = [describeConnector, execute]
