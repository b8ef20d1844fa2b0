import { ApiError, Bulkhead, BulkheadError, ConnectionError, UpstreamError } from '@bulkhead/sdk'

const bulkhead = new Bulkhead()
try {
  await bulkhead.workspaces.get('nobody')
} catch (error) {
  if (error instanceof UpstreamError) console.log('the service failed', error.upstreamStatus)
  else if (error instanceof ApiError)
    console.log(error.status, error.code, error.retryAfter, error.errors.length)
  else if (error instanceof ConnectionError) console.log('no response', error.code)
  else if (error instanceof BulkheadError) console.log('not sent', error.code)
  else throw error
}
