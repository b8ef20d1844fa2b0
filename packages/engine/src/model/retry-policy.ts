/** Conditions and delays of retries. */
export interface RetryPolicy {
  /** Number of attempts, including the first. With 1 there is no retry. */
  readonly max_attempts: number
  readonly initial_delay_seconds: number
  readonly exponential_base: number
  readonly max_delay_seconds: number
  readonly jitter: boolean
  readonly retry_on_status_codes: readonly number[]
  readonly retry_on_timeout: boolean
  readonly retry_on_network_error: boolean
  /** Name of the header, lower-case. */
  readonly retry_after_header: string
  readonly retry_after_format: 'seconds' | 'milliseconds' | 'unix_timestamp'
}
