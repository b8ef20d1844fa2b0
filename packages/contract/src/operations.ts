import * as applications from './applications.ts'
import * as audit from './audit.ts'
import * as checks from './checks.ts'
import * as connectClients from './connect/clients.ts'
import * as connectPage from './connect/page.ts'
import * as connect from './connect/sessions.ts'
import * as connectors from './connectors.ts'
import * as ownDefinitions from './definitions/own.ts'
import * as skills from './definitions/skills.ts'
import * as definitions from './definitions.ts'
import * as sampleData from './executions/sample-data.ts'
import * as executions from './executions.ts'
import * as oauth from './oauth.ts'
import type { OperationShape } from './operation.ts'
import * as organizations from './organizations.ts'
import * as access from './people/access.ts'
import * as accessReview from './people/access-review.ts'
import * as account from './people/account.ts'
import * as agentClients from './people/agent-clients.ts'
import * as agents from './people/agents.ts'
import * as deviceSignIn from './people/device-sign-in.ts'
import * as directories from './people/directory.ts'
import * as invitations from './people/invitations.ts'
import * as passkeys from './people/passkeys.ts'
import * as providers from './people/providers.ts'
import * as roles from './people/roles.ts'
import * as signIns from './people/sign-in.ts'
import * as people from './people.ts'
import * as service from './service.ts'
import * as templates from './templates.ts'
import * as tokens from './tokens.ts'
import * as toolCalls from './tool-calls.ts'
import * as webhooks from './webhooks.ts'
import * as keys from './workspaces/keys.ts'
import * as workspaces from './workspaces.ts'

const exported = {
  ...tokens,
  ...applications,
  ...organizations,
  ...people,
  ...accessReview,
  ...roles,
  ...invitations,
  ...access,
  ...account,
  ...passkeys,
  ...agents,
  ...agentClients,
  ...deviceSignIn,
  ...providers,
  ...directories,
  ...signIns,
  ...workspaces,
  ...keys,
  ...connectors,
  ...checks,
  ...executions,
  ...oauth,
  ...webhooks,
  ...connect,
  ...connectPage,
  ...connectClients,
  ...toolCalls,
  ...audit,
  ...definitions,
  ...templates,
  ...ownDefinitions,
  ...skills,
  ...service,
  ...sampleData,
}
type Exported = typeof exported

/** Ids of all operations. A resource file exports each operation under its id. */
export type OperationId = {
  [Name in keyof Exported]: Exported[Name] extends OperationShape ? Name : never
}[keyof Exported]

export type OperationsById = { [Id in OperationId]: Extract<Exported[Id], OperationShape> }

function isOperation(value: unknown): value is OperationShape {
  return typeof value === 'object' && value !== null && 'operationId' in value
}

/** Every operation of the API. An operation is served if a resource file exports it. */
export const operations: readonly (OperationShape & { readonly operationId: OperationId })[] = Object.values(
  exported,
).filter(isOperation) as (OperationShape & { operationId: OperationId })[]
