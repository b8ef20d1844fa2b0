import { type Case, EXECUTE, type Made } from './case.ts'

export const executions: Case[] = [
  {
    what: 'an unknown entity',
    body: { entity: 'thing', action: 'list' },
    code: 'unknown_operation',
    names: ['thing', 'things'],
  },
  {
    what: 'an unknown action',
    body: { entity: 'things', action: 'lst' },
    code: 'unknown_operation',
    names: ['lst', 'list'],
  },
  {
    what: 'the entity __proto__',
    body: { entity: '__proto__', action: 'list' },
    code: 'unknown_operation',
    names: ['__proto__', 'things'],
  },
  {
    what: 'the action constructor',
    body: { entity: 'things', action: 'constructor' },
    code: 'unknown_operation',
    names: ['constructor', 'list'],
  },
  {
    what: 'an unknown parameter',
    body: { entity: 'things', action: 'list', params: { limt: 1 } },
    code: 'invalid_params',
    names: ['limt', 'limit'],
  },
  {
    what: 'a missing parameter',
    body: { entity: 'things', action: 'get' },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'a path parameter that leaves its segment',
    body: { entity: 'things', action: 'get', params: { id: '..' } },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'an empty path parameter',
    body: { entity: 'things', action: 'get', params: { id: '' } },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'a list of lists in a path',
    body: { entity: 'things', action: 'get', params: { id: [[1]] } },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'a header with a line break',
    body: { entity: 'things', action: 'list', params: { note: 'a\r\nx: y' } },
    code: 'invalid_params',
    names: ['note'],
  },
  {
    what: 'a parameter called constructor',
    body: '{"entity":"things","action":"list","params":{"constructor":1}}',
    code: 'invalid_params',
    names: ['constructor'],
  },
].map((one) => ({ operation: EXECUTE, id: ({ connector }: Made) => connector, ...one }) as Case)
