import { NOBODY } from '../api.ts'
import type { Case } from './case.ts'

export const queries: Case[] = [
  ...['0', '101', '-1', '1.5', 'x', '1e400', '', '99999999999999999999'].map(
    (limit): Case => ({
      what: `limit=${limit}`,
      operation: 'listWorkspaces',
      query: `limit=${limit}`,
      code: 'invalid_request',
      names: ['query.limit'],
    }),
  ),
  ...['x', '%00', NOBODY, 'e30', Buffer.from(`${NOBODY}'`).toString('base64url'), 'a'.repeat(1024)].map(
    (cursor): Case => ({
      what: `the cursor ${cursor.slice(0, 40)}`,
      operation: 'listWorkspaces',
      query: `cursor=${cursor}`,
      code: 'invalid_request',
      names: ['query.cursor'],
    }),
  ),
  {
    what: 'a cursor that is too long',
    operation: 'listWorkspaces',
    query: `cursor=${'a'.repeat(1025)}`,
    code: 'invalid_request',
    names: ['query.cursor'],
  },
  {
    what: 'limit given twice',
    operation: 'listWorkspaces',
    query: 'limit=1&limit=2',
    code: 'invalid_request',
    names: ['query.limit accepts one value but was sent 2 times'],
  },
  {
    what: 'name_contains given twice',
    operation: 'listWorkspaces',
    query: 'name_contains=a&name_contains=b',
    code: 'invalid_request',
    names: ['query.name_contains accepts one value'],
  },
  {
    what: 'status given twice',
    operation: 'listWorkspaces',
    query: 'status=active&status=active',
    code: 'invalid_request',
    names: ['query.status accepts one value but was sent 2 times'],
  },
  {
    what: 'workspace_name given twice',
    operation: 'listConnectors',
    query: 'workspace_name=a&workspace_name=a',
    code: 'invalid_request',
    names: ['query.workspace_name'],
  },
  {
    what: 'a status that does not exist',
    operation: 'listWorkspaces',
    query: 'status=deleted',
    code: 'invalid_request',
    names: ['query.status', 'active, inactive'],
  },
  {
    what: 'a definition that is no UUID',
    operation: 'listConnectors',
    query: 'definition_id=github',
    code: 'invalid_request',
    names: ['query.definition_id', 'UUID'],
  },
  {
    what: 'use_global=yes',
    operation: 'listTemplates',
    query: 'use_global=yes',
    code: 'invalid_request',
    names: ['query.use_global', 'boolean'],
  },
  {
    what: 'tags_mode=none',
    operation: 'listTemplates',
    query: 'tags_mode=none',
    code: 'invalid_request',
    names: ['query.tags_mode', 'all, any'],
  },
  ...['__proto__', 'constructor', 'toString'].map(
    (name): Case => ({
      what: `the parameter ${name}`,
      operation: 'listToolCalls',
      query: `${name}=1`,
      code: 'invalid_request',
      names: [`query.${name}`],
    }),
  ),
  {
    what: 'a search of 256 characters',
    operation: 'listWorkspaces',
    query: `name_contains=${'a'.repeat(256)}`,
    code: 'invalid_request',
    names: ['query.name_contains', '255'],
  },
]
