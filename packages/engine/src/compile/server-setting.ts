import type { Setting, SettingShape } from '#model/definition'
import { EngineError } from '#model/errors'
import { listNames } from '#text/list-names'

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.?(:\d{1,5})?$/i
const IPV6_HOST = /^\[[0-9a-f:.]+\](:\d{1,5})?$/i
const PATH_TEXT = /^[A-Za-z0-9._~-]+$/

const EXPECTED: Record<SettingShape, string> = {
  text: 'a string',
  label: 'only the part before the dot, of letters, digits and hyphens, as in my-company',
  host: 'only a host, as in git.acme.example or git.acme.example:8443',
  origin: 'only an origin, as in https://acme.example',
  path: 'one path segment of letters, digits, dots and hyphens',
}

/**
 * Checks the value of a setting for the base URL, which decides where credentials are sent. A value inside a host must
 * be one DNS label. Only a variable that stands for the whole host or origin may hold one. A variable with an `enum`
 * accepts only those values and its default.
 *
 * @throws {EngineError} `invalid_setting`.
 */
export function checkServerSetting(setting: Setting, value: string): string {
  const allowed = setting.enum
  if (allowed !== undefined && allowed.length > 0) {
    if (allowed.includes(value) || value === setting.default) return value
    throw new EngineError(
      'invalid_setting',
      `The setting ${setting.name} must be one of ${listNames(allowed)}.`,
      {
        setting: setting.name,
      },
    )
  }
  if (fitsShape(setting.shape, value)) return value
  throw new EngineError(
    'invalid_setting',
    `The setting ${setting.name} must be ${EXPECTED[setting.shape]}.`,
    {
      setting: setting.name,
    },
  )
}

export function fitsShape(shape: SettingShape, value: string): boolean {
  switch (shape) {
    case 'text':
      return true
    case 'label':
      return LABEL.test(value)
    case 'host':
      return value.length <= 261 && (HOST.test(value) || IPV6_HOST.test(value))
    case 'origin':
      return isHttpsOrigin(value)
    case 'path':
      return PATH_TEXT.test(value) && value !== '.' && value !== '..'
  }
}

// The parsed origin must equal the input, so that nothing is hidden in parts that the parser corrects or drops.
function isHttpsOrigin(value: string): boolean {
  const text = value.replace(/\/$/, '').toLowerCase()
  const url = URL.parse(text)
  return url !== null && url.protocol === 'https:' && url.origin === text.replace(/:443$/, '')
}
