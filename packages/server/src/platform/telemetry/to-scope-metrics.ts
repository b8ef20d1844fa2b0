import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api'
import { type InstrumentationScope, millisToHrTime } from '@opentelemetry/core'
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type ScopeMetrics,
} from '@opentelemetry/sdk-metrics'
import type { MetricJson } from './telemetry.ts'

/** Converts the metrics of `/metrics`. Each keeps its name, so that one dashboard works for both. */
export function toScopeMetrics(
  metrics: readonly MetricJson[],
  scope: InstrumentationScope,
  beganMs: number,
): ScopeMetrics {
  const times = { startTime: millisToHrTime(beganMs), endTime: millisToHrTime(Date.now()) }
  return {
    scope,
    metrics: metrics.flatMap((one) => (one.values.length > 0 ? [toMetricData(one, times)] : [])),
  }
}

interface Times {
  readonly startTime: HrTime
  readonly endTime: HrTime
}

function toMetricData({ name, help, type, values }: MetricJson, times: Times): MetricData {
  const common = {
    descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  }
  if (type === 'histogram')
    return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: toHistograms(values, times) }
  const dataPoints = values.map(({ value, labels }) => ({
    ...times,
    attributes: toAttributes(labels),
    value,
  }))
  if (type === 'counter')
    return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
  return { ...common, dataPointType: DataPointType.GAUGE, dataPoints }
}

/** Combines the series of one histogram: cumulative buckets, the sum and the count. */
function toHistograms(values: MetricJson['values'], times: Times): DataPoint<Histogram>[] {
  const byLabels = Map.groupBy(values, ({ labels: { le, ...labels } }) => JSON.stringify(labels))
  return [...byLabels].map(([labels, series]) => {
    const find = (end: string) => series.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0
    const buckets = series.filter(({ metricName }) => metricName?.endsWith('_bucket'))
    return {
      ...times,
      attributes: JSON.parse(labels),
      value: {
        buckets: {
          boundaries: buckets.map(({ labels: { le } }) => Number(le)).filter(Number.isFinite),
          counts: buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0)),
        },
        sum: find('_sum'),
        count: find('_count'),
      },
    }
  })
}

function toAttributes(labels: MetricJson['values'][number]['labels']): Attributes {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined))
}
