import { generateKeySync } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { EXECUTION_BOUNDS, executeOperation } from '@bulkhead/contract/executions'
import type { OperationShape } from '@bulkhead/contract/operation'
import { type JsonValue, planRequest, resolveTarget, type UpstreamResponse } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import { readTokenResponse } from '@bulkhead/engine/oauth'
import {
  createRedactor,
  createSecretScanner,
  parseBody,
  rateLimitIn,
  readResponse,
} from '@bulkhead/engine/read'
import { hashRequest } from '@bulkhead/server/access/idempotency/hashes'
import { fileHeaders } from '@bulkhead/server/execution/download'
import { selectFields } from '@bulkhead/server/execution/select-fields'
import { shortenTexts } from '@bulkhead/server/execution/shorten-texts'
import { assertWellFormedQuery } from '@bulkhead/server/http/create-app'
import { createUnknownFieldFilter } from '@bulkhead/server/http/input/ignore-unknown-fields'
import { createLenientReader } from '@bulkhead/server/http/input/lenient-input'
import { parseJson } from '@bulkhead/server/http/parse-json'
import { cutResult } from '@bulkhead/server/mcp/tools/run-execution'
import { assertValid, getValidator } from '@bulkhead/server/operations/validation'
import { SECRET } from './hostile-texts.ts'
import { probeDefinition, probeOperation } from './probe-definition.ts'

/** Parser, scanner or walker of data from callers and upstreams. */
export interface Parser {
  /** Preparation outside the measured time. Undefined if it refuses the input, which the parser then never sees. */
  readonly prepare: (input: string) => unknown
  readonly run: (prepared: never) => unknown
  /** Largest input in bytes, if other limits let no larger input through. */
  readonly most?: number
}

const MIB = 1024 * 1024
const HEADER_BYTES = 32 * 1024
const TOKEN_BYTES = 128 * 1024

function parser<T>(
  prepare: (input: string) => T | undefined,
  run: (prepared: T) => unknown,
  most?: number,
): Parser {
  return {
    prepare: (input) => unlessRefused(() => prepare(input)),
    run: (prepared) => unlessRefused(() => run(prepared as T)),
    ...(most !== undefined && { most }),
  }
}

/** Runs work, and treats a refusal as an ordinary result. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof EngineError || thrown instanceof BulkheadError) return undefined
    throw thrown
  }
}

const secrets = [SECRET, 'x y-z:123456789abc', 'short12']
const redactor = createRedactor(secrets)
const toBytes = (text: string) => Buffer.from(text)

function getAnswer(body: Uint8Array, headers: Record<string, string> = {}): UpstreamResponse {
  return { status: 200, headers, body, redirects: 0, received_at: 0 }
}
const responseValue = (json: string): JsonValue | undefined => parseBody(getAnswer(toBytes(json)))
const requestValue = (json: string): unknown => parseJson(toBytes(json), EXECUTION_BOUNDS, JSON.parse)
const reading = (entity: string, action: 'list' | 'get', around = (json: string) => json) =>
  parser(
    // A new body each time, because the decoded value of a body is cached.
    (json) => toBytes(around(json)),
    (body) =>
      readResponse(probeOperation(entity, action), getAnswer(new Uint8Array(body)), redactor.text, {
        json: true,
        page: {},
      }),
  )

export const REQUEST_PARSERS: Readonly<Record<string, Parser>> = {
  'the body of a request': parser(
    (json) => toBytes(`{"entity":"a","action":"b","params":{"value":${json}}}`),
    (bytes) => parseJson(bytes, EXECUTION_BOUNDS, JSON.parse),
  ),
  'the validation of a request': validation(executeOperation, (json) => `{"entity":"a","params":${json}}`),
  'the validation of a request with unknown fields': validation(executeOperation, (json) => json),
  'the hash of a request': parser(requestValue, (value) =>
    hashRequest(generateKeySync('aes', { length: 256 }), 'key', value),
  ),
  'a plan with a body of JSON': planning('json', 'create', 'value'),
  'a plan with a form': planning('forms', 'create', 'value'),
  'a plan with parts': planning('files', 'create', 'value'),
  'a plan with a query': planning('lists', 'list', 'q', { id: '1' }),
  'a plan with a nested query': planning('lists', 'list', 'deep', { id: '1' }),
  'a plan with listed texts': planning('lists', 'list', 'kinds', { id: '1' }),
  'a plan with listed numbers': planning('lists', 'list', 'numbers', { id: '1' }),
  'a plan with unknown params': parser(requestValue, (params) => plan('json', 'create', params as object)),
  'a plan with a selection': planning('things', 'list', 'fields'),
  'a plan with variables': planning('things', 'list', 'name'),
}

/** Parsers, scanners and walkers of the JSON of responses. */
export const RESPONSE_PARSERS: Readonly<Record<string, Parser>> = {
  'a response': reading('one', 'get'),
  'a response with a list': reading('lists', 'list'),
  'a response with a list inside': reading('inner', 'list', (json) => `{"ok":true,"items":${json}}`),
  'a response with reshaped records': reading('reshaped', 'list'),
  'a response of GraphQL': reading('things', 'list', (json) => `{"data":{"things":${json}}}`),
  'a response of GraphQL with errors': reading(
    'things',
    'list',
    (json) => `{"data":{"things":1},"errors":${json}}`,
  ),
  'a response that reports an error': reading('inner', 'list', (json) => `{"ok":false,"error":${json}}`),
  'the response of a token endpoint': parser(
    toBytes,
    (body) => readTokenResponse(bearer(), getAnswer(new Uint8Array(body)), redactor.text),
    TOKEN_BYTES,
  ),
  'the message of a failed request': parser(toBytes, (body) =>
    readResponse(
      probeOperation('one', 'get'),
      { ...getAnswer(new Uint8Array(body)), status: 500 },
      redactor.text,
    ),
  ),
  'a look for secrets in JSON': parser(toBytes, (body) => redactor.isClean(body)),
  'the redaction of a value': parser(responseValue, (value) => redactor.value(value)),
  'the choice of fields': parser(responseValue, (value) =>
    selectFields(value, { select_fields: ['id', 'a.b', 'user.login', 'a.b.c.d', ...manyPaths()] }),
  ),
  'the exclusion of fields': parser(responseValue, (value) =>
    selectFields(value, { exclude_fields: ['id', 'a.b', 'user.login', 'a.b.c.d', ...manyPaths()] }),
  ),
  'the shortening of texts': parser(responseValue, shortenTexts),
  'the cut of a result': parser(responseValue, (value) => cutResult(value, { skip: 0, from: 0 })),
}

/** Parsers and scanners of strings. */
export const TEXT_PARSERS: Readonly<Record<string, Parser>> = {
  'the redaction of a text': parser((text) => text, redactor.text),
  'the scan of a file': parser(toBytes, (bytes) => scanFile(bytes, 64 * 1024)),
  'the scan of a file in small pieces': parser(toBytes, (bytes) => scanFile(bytes, 1024)),
  'a query': parser(
    (text) => `/things?q=${encodeURIComponent(text.toWellFormed())}`,
    assertWellFormedQuery,
    16 * 1024,
  ),
  'a raw query': parser((text) => `/things?${text}`, assertWellFormedQuery, 16 * 1024),
  'a plan with a path': textPlanning('lists', 'list', 'id', MIB),
  'a plan with a text in the query': textPlanning('lists', 'list', 'q', MIB, { id: '1' }),
  'a plan with a header': textPlanning('lists', 'list', 'X-Note', MIB, { id: '1' }),
  'a plan with a cursor': textPlanning('lists', 'list', 'cursor', MIB, { id: '1' }),
  'a plan with a URL as cursor': parser(
    (text) => `https://api.budget.example/v2/lists/${text}`,
    (cursor) => plan('lists', 'list', { id: '1', cursor }),
    MIB,
  ),
  'a plan with a text in a form': textPlanning('forms', 'create', 'value'),
  'a plan with a file': textPlanning('files', 'create', 'file'),
  'a plan with a selection of fields': textPlanning('things', 'list', 'fields', MIB),
  'a base URL': parser(
    (text) => `https://api.budget.example/${text}`,
    (base_url) => resolveTarget(probeDefinition, { settings: {}, base_url }),
    MIB,
  ),
  'the message of a request that failed with text': parser(toBytes, (body) =>
    readResponse(probeOperation('one', 'get'), { ...getAnswer(body), status: 500 }, redactor.text),
  ),
  'a header of links': parser(
    (text) => text,
    (link) => readResponse(probeOperation('lists', 'list'), getAnswer(toBytes('[]'), { link })),
    HEADER_BYTES,
  ),
  'headers of limits': parser(
    (text) => text,
    (text) =>
      rateLimitIn(
        { ...getAnswer(toBytes('')), status: 429, headers: { 'retry-after': text } },
        probeOperation('one', 'get').retry,
      ),
    HEADER_BYTES,
  ),
  'headers of a file': parser(
    (text) => text,
    (text) =>
      fileHeaders(
        {
          status: 206,
          content_type: text,
          headers: {
            'content-disposition': `attachment; filename="a${text}"; ${text}`,
            'content-range': text,
          },
        },
        redactor.text,
        'file',
      ),
    HEADER_BYTES,
  ),
}

function validation(operation: OperationShape, around: (json: string) => string): Parser {
  if (operation.body === undefined) throw new TypeError('The operation takes no body.')
  const validate = getValidator(operation.body)
  const ignoreUnknown = createUnknownFieldFilter(operation)
  const readLeniently = createLenientReader(operation)
  return parser(
    (json) => requestValue(around(json)),
    (body) => {
      ignoreUnknown?.({ query: {}, body }, false)
      readLeniently?.({ query: {}, body })
      assertValid(validate, body, 'body')
    },
  )
}

function bearer() {
  const [option] = probeDefinition.auth_options
  if (option === undefined) throw new TypeError('The definition has no authentication.')
  return option
}

function plan(entity: string, action: string, params: object) {
  return planRequest(
    {
      definition: probeDefinition,
      base_url: new URL('https://api.budget.example/v2'),
      settings: {},
      auth_option: bearer(),
      credentials: { token: SECRET },
    },
    { entity, action, params: params as Record<string, unknown> },
  )
}

function planning(entity: string, action: string, name: string, others: object = {}): Parser {
  return parser(requestValue, (value) => plan(entity, action, { ...others, [name]: value }))
}

function textPlanning(
  entity: string,
  action: string,
  name: string,
  most?: number,
  others: object = {},
): Parser {
  return parser(
    (text) => text,
    (text) => plan(entity, action, { ...others, [name]: text }),
    most,
  )
}

function manyPaths(): string[] {
  return Array.from({ length: 196 }, (_, index) => `n${index.toString(36)}.a.b${index}.c`)
}

function scanFile(bytes: Uint8Array, size: number): void {
  const scanner = createSecretScanner(secrets)
  for (let from = 0; from < bytes.length; from += size) scanner.next(bytes.subarray(from, from + size))
}
