import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { telemetryDropped } from './telemetry.ts'

/** Exporter of the SDK for any signal. */
interface Exporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void
}

/** Counter of items that wait to be sent. The SDK's own queues drop items silently. */
export interface WaitingRoom {
  readonly count: () => number
  /** Counts one more item if there is room, and counts it as dropped otherwise. @returns Whether there was room. */
  enter(): boolean
  /** Counts the items that `exporter` sends, and those that it fails to send. */
  watch<Items extends { readonly length: number }, One extends Exporter<Items>>(exporter: One): One
}

/** Maximum number of items in each queue. */
export const MOST_WAITING = 2_048

export function createWaitingRoom(signal: string, failed: (error: unknown) => void): WaitingRoom {
  let waiting = 0
  return {
    count: () => waiting,
    enter() {
      if (waiting < MOST_WAITING) {
        waiting += 1
        return true
      }
      telemetryDropped.add([signal, 'full'])
      return false
    },
    watch(exporter) {
      const send = exporter.export.bind(exporter)
      exporter.export = (items, done) => {
        // The length is read first, because the SDK may empty the list after sending it.
        const { length } = items
        send(items, (result) => {
          waiting -= length
          if (result.code !== ExportResultCode.SUCCESS) {
            telemetryDropped.add([signal, 'failed'], length)
            failed(result.error)
          }
          done(result)
        })
      }
      return exporter
    },
  }
}
