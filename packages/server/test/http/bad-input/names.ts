import { type Case, CREATE, echo, MINT } from './case.ts'

const badNames: [string, string, string][] = [
  ['an empty name', '', '1'],
  ['a leading space', ' a', 'white space'],
  ['a trailing space', 'a ', 'white space'],
  ['a leading no-break space', '\u00a0a', 'white space'],
  ['a decomposed name', 'Cafe\u0301', 'NFC'],
  ['a line break', 'a\nb', 'control'],
  ['a tab', 'a\tb', 'control'],
  ['DEL', 'a\u007fb', 'control'],
  ['a zero-width space', 'a\u200bb', 'format'],
  ['a zero-width joiner', 'a\u200db', 'format'],
  ['a byte order mark', 'a\ufeffb', 'format'],
  ['a bidi override', 'a\u202eb', 'format'],
  ['a line separator', 'a\u2028b', 'line separator'],
  ['256 characters', 'a'.repeat(256), '255'],
  ['256 characters beyond the first plane', '🚢'.repeat(256), '255'],
]
export const nameCases = badNames.flatMap(([what, name, named]): Case[] => [
  {
    what,
    operation: MINT,
    body: { workspace_name: name },
    code: 'invalid_request',
    names: ['body.workspace_name', named],
  },
  {
    what,
    operation: MINT,
    body: { customer_name: name },
    code: 'invalid_request',
    names: ['body.customer_name', named],
  },
  {
    what,
    operation: CREATE,
    body: { ...echo, workspace_name: name },
    code: 'invalid_request',
    names: ['body.workspace_name', named],
  },
  {
    what,
    operation: 'updateWorkspace',
    id: ({ workspace }) => workspace,
    body: { name },
    code: 'invalid_request',
    names: ['body.name', named],
  },
  {
    what,
    operation: 'listConnectors',
    query: `workspace_name=${encodeURIComponent(name)}`,
    code: 'invalid_request',
    names: ['query.workspace_name', named],
  },
])
