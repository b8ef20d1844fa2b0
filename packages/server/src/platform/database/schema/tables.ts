import type { AgentTables } from './tables/agent-tables.ts'
import type { CallTables } from './tables/call-tables.ts'
import type { ConnectTables } from './tables/connect-tables.ts'
import type { ConnectorTables } from './tables/connector-tables.ts'
import type { EventTables } from './tables/event-tables.ts'
import type { OrganizationTables } from './tables/organization-tables.ts'
import type { PeopleTables } from './tables/people-tables.ts'
import type { ProviderTables } from './tables/provider-tables.ts'
import type { RecordTables } from './tables/record-tables.ts'
import type { ServiceTables } from './tables/service-tables.ts'
import type { TokenTables } from './tables/token-tables.ts'

// Written by hand: `kysely-codegen` types every text column as a string, and here each column lists its values.

/** Types of the tables of `migrations/`. A test compares them with the catalog of a real database. */
export interface Schema
  extends OrganizationTables,
    ConnectorTables,
    ConnectTables,
    TokenTables,
    RecordTables,
    CallTables,
    EventTables,
    ServiceTables,
    PeopleTables,
    ProviderTables,
    AgentTables {}
