import { type Case, CREATE, echo, MINT, UPDATE } from './case.ts'

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

const badConnectorNames: [string, string, string][] = [
  ['an empty connector name', '', 'blank'],
  ['a blank connector name', ' \u00a0\t', 'blank'],
  ['a connector name that shows nothing', '\u200b\u2060', 'blank'],
  ['a connector name with a line break', 'a\nb', 'control'],
  ['a connector name with BEL', 'a\u0007b', 'control'],
  ['a connector name with a line separator', 'a\u2028b', 'line separator'],
  ['a connector name with a bidi override', 'a\u202eb', 'direction'],
  ['a connector name of 256 characters', 'a'.repeat(256), '255'],
]
export const connectorNameCases = badConnectorNames.flatMap(([what, name, named]): Case[] => [
  {
    what,
    operation: CREATE,
    body: { ...echo, name },
    code: 'invalid_request',
    names: ['body.name', named],
  },
  {
    what,
    operation: UPDATE,
    id: ({ connector }) => connector,
    body: { name },
    code: 'invalid_request',
    names: ['body.name', named],
  },
  {
    what,
    operation: 'initiateOAuth',
    body: { connector_type: 'github', redirect_url: 'https://app.test/done', name },
    code: 'invalid_request',
    names: ['body.name', named],
  },
])
