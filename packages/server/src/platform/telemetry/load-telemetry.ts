import type { Telemetry, TelemetrySettings, TelemetrySource } from './telemetry.ts'

/** Opens telemetry if it is set. Otherwise none of its modules is loaded. */
export async function loadTelemetry(
  settings: TelemetrySettings | undefined,
  source: TelemetrySource,
): Promise<Telemetry | undefined> {
  if (settings === undefined) return undefined
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry(settings, source)
}
