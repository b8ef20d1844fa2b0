import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { toBackupName } from '@bulkhead/server/operator/backups/backup-target'
import type { BackupStorage } from './backup-storage.ts'

/** Debian's Python, which has the packages of `apt-get install python3-moto python3-flask-cors`. */
const PYTHON = '/usr/bin/python3'
const BUCKET = 'backups'
const REGION = 'eu-west-1'
const MOST_WAIT_MS = 120_000

/** Returns why there is no moto on this machine. False if there is. */
export function getMotoReason(): string | false {
  const { status } = spawnSync(PYTHON, ['-c', 'import moto.server, boto3'], { stdio: 'ignore' })
  return status === 0 ? false : 'it needs python3-moto and python3-flask-cors'
}

/** Serves S3, and creates a bucket that takes only requests whose signature botocore computes too. */
const SERVE = `
import json, os, sys
os.environ['INITIAL_NO_AUTH_ACTION_COUNT'] = '3'
os.environ['AWS_EC2_METADATA_DISABLED'] = 'true'
import boto3
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()
url = f'http://127.0.0.1:{port}'
def client(name, key, secret):
    return boto3.client(name, region_name='${REGION}', endpoint_url=url, aws_access_key_id=key, aws_secret_access_key=secret)
iam = client('iam', 'none', 'none')
iam.create_user(UserName='bulkhead')
key = iam.create_access_key(UserName='bulkhead')['AccessKey']
statement = {'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}
policy = json.dumps({'Version': '2012-10-17', 'Statement': [statement]})
iam.put_user_policy(UserName='bulkhead', PolicyName='s3', PolicyDocument=policy)
s3 = client('s3', key['AccessKeyId'], key['SecretAccessKey'])
s3.create_bucket(Bucket='${BUCKET}', CreateBucketConfiguration={'LocationConstraint': '${REGION}'})
print(json.dumps({'url': url, 'id': key['AccessKeyId'], 'secret': key['SecretAccessKey']}), flush=True)
sys.stdin.read()
os._exit(0)
`

const FETCH = `
import sys, time, boto3
url, key, secret, after, file, seconds = sys.argv[1:]
s3 = boto3.client('s3', region_name='${REGION}', endpoint_url=url, aws_access_key_id=key, aws_secret_access_key=secret)
end = time.time() + float(seconds)
while time.time() < end:
    keys = sorted(one['Key'] for one in s3.list_objects_v2(Bucket='${BUCKET}').get('Contents', []))
    if keys and keys[-1] > after:
        s3.download_file('${BUCKET}', keys[-1], file)
        sys.exit(0)
    time.sleep(0.2)
sys.exit('no backup came')
`

/**
 * Starts moto, an independent implementation of S3. It cannot verify the signature of a list with `/` in its prefix.
 */
export async function startMotoServer(): Promise<BackupStorage> {
  const child = spawn(PYTHON, ['-c', SERVE], { stdio: ['pipe', 'pipe', 'ignore'] })
  process.once('exit', () => child.kill('SIGKILL'))
  const { url, id, secret } = await new Promise<{ url: string; id: string; secret: string }>(
    (resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`moto ended with ${code} before it was ready`)))
      createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)))
    },
  )
  return {
    settings: {
      BULKHEAD_BACKUP_TO: `s3://${BUCKET}`,
      BULKHEAD_BACKUP_S3_ENDPOINT: url,
      BULKHEAD_BACKUP_S3_REGION: REGION,
      BULKHEAD_BACKUP_S3_KEY_ID: id,
      BULKHEAD_BACKUP_S3_SECRET: secret,
    },
    async fetchNewest(after, file) {
      const seconds = String(MOST_WAIT_MS / 1_000)
      const fetching = spawn(PYTHON, ['-c', FETCH, url, id, secret, toBackupName(after), file, seconds], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const [code] = await once(fetching, 'exit')
      if (code !== 0) throw new Error('No backup came to moto.')
    },
    async close() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}
