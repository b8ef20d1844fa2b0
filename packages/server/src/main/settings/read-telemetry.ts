import type { TelemetrySettings } from '#platform/telemetry/telemetry'
import { VARIABLES } from '../variables/variables.ts'
import { readHeaders, readReceiver } from './read-values.ts'
import { type Read, readSwitch } from './read-with-default.ts'

/** Reads the settings of telemetry. Undefined if none is sent. @throws Error that names the variable. */
export function readTelemetry(read: Read): TelemetrySettings | undefined {
  const ratio = Number(read('BULKHEAD_TRACE_RATIO') ?? VARIABLES.BULKHEAD_TRACE_RATIO.default)
  if (!(ratio >= 0 && ratio <= 1)) throw new Error('BULKHEAD_TRACE_RATIO must be a number from 0 to 1.')
  const continuesCallers = readSwitch('BULKHEAD_TRACE_CALLERS', read)
  const tellsUpstreams = readSwitch('BULKHEAD_TRACE_UPSTREAMS', read)
  const headers = readHeaders('OTEL_EXPORTER_OTLP_HEADERS', read('OTEL_EXPORTER_OTLP_HEADERS'))
  const endpoint = readReceiver('OTEL_EXPORTER_OTLP_ENDPOINT', read('OTEL_EXPORTER_OTLP_ENDPOINT'))
  return endpoint === undefined ? undefined : { endpoint, headers, continuesCallers, tellsUpstreams, ratio }
}
