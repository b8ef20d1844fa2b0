import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Thread that connects `times` times. It counts connections where the other thread sees them, sends a request
 * on each and posts the responses.
 */
const { port, times, connected } = workerData as { port: number; times: number; connected: Int32Array }

const responses = Array.from({ length: times }, () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  let text = ''
  const socket = connect(port, '127.0.0.1', () => {
    socket.write('POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 2\r\n\r\n{}')
    Atomics.add(connected, 0, 1)
    Atomics.notify(connected, 0)
  })
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', (error) => resolve(String(error)))
  socket.on('close', () => resolve(text.split('\r\n', 1)[0] ?? ''))
  return promise
})
parentPort?.postMessage(await Promise.all(responses))
