import { connect, createServer, type Socket } from 'node:net'

// Link between the server and its database. Data arrives a millisecond later, in either direction.
const DELAY_MS = 1
const target = { host: process.argv[2] ?? '', port: Number(process.argv[3]) }

const server = createServer((near) => {
  const far = connect(target)
  forward(near, far)
  forward(far, near)
})

function forward(from: Socket, to: Socket): void {
  from.setNoDelay(true)
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), DELAY_MS))
  from.on('close', () => setTimeout(() => to.destroy(), DELAY_MS))
  from.on('error', () => to.destroy())
}

server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
