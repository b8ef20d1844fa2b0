import { spawn } from 'node:child_process'
import { Bulkhead } from '@bulkhead/sdk'

const acme = new Bulkhead().workspace('acme')
const github = await acme.connect('github')

// Five minutes, this connector, reading issues. Nothing that the component does can widen it.
const { token } = await acme.mintToken({
  expires_in: 300,
  connector_ids: [github.id],
  entities: ['issues'],
  read_only: true,
})

// The component gets the token and not your client secret.
const { BULKHEAD_CLIENT_ID: _id, BULKHEAD_CLIENT_SECRET: _secret, ...environment } = process.env
const component = spawn(process.execPath, [...process.execArgv, 'component.ts'], {
  env: { ...environment, BULKHEAD_TOKEN: token },
  stdio: 'inherit',
})
component.on('exit', (code) => {
  process.exitCode = code ?? 1
})
