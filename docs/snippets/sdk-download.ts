import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Bulkhead } from '@bulkhead/sdk'

const zendesk = await new Bulkhead().workspace('acme').connect('zendesk-support')
const file = await zendesk.attachments.download({ attachment_id: 4711 })
console.log(file.filename, file.contentType, file.size)
await pipeline(Readable.fromWeb(file.body), createWriteStream('attachment'))
