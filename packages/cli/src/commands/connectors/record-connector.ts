import { startRecording, stopRecording } from '@bulkhead/contract/connectors'
import { recordCommand } from '#command/record-command'
import { sendOptions } from '#profile/open-clients'
import { CONNECTOR, openConnector } from './open-connector.ts'

export const startRecordingCommand = recordCommand({
  words: 'connectors start-recording',
  summary: 'Record what calls of a connector send and get, to debug it',
  about: 'Redacted, and deleted after a day. To read it: bulkhead calls bodies <call>',
  args: [CONNECTOR],
  operation: startRecording,
  reaches: 'workspace',
  examples: [
    'connectors start-recording github -w acme',
    'connectors start-recording github -w acme --minutes 60',
  ],
  open: openConnector,
  send: ({ workspace, id }, call) => workspace.connectors.startRecording(id, call.given, sendOptions(call)),
})

export const stopRecordingCommand = recordCommand({
  words: 'connectors stop-recording',
  summary: 'Stop recording a connector',
  about: 'What was recorded stays for its day, unless you discard it.',
  args: [CONNECTOR],
  operation: stopRecording,
  reaches: 'workspace',
  examples: [
    'connectors stop-recording github -w acme',
    'connectors stop-recording github -w acme --discard',
  ],
  open: openConnector,
  send: ({ workspace, id }, call) => workspace.connectors.stopRecording(id, call.given, sendOptions(call)),
})
