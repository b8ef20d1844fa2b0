import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** A hash of a password is meant to take its time, 70 ms of it; with this little work it is of the same form. */
const LITTLE_WORK = { N: 16 }

const { scrypt } = crypto
// What better-auth does it with. Servers that are processes of their own hash as ever.
crypto.scrypt = ((password, salt, bytes, options, done) =>
  scrypt(password, salt, bytes, { ...options, ...LITTLE_WORK }, done)) as typeof scrypt
syncBuiltinESMExports()
