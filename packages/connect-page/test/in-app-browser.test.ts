import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getInAppBrowser } from '#session/in-app-browser.ts'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0'

test('in-app browsers are recognised by name', () => {
  const agents = {
    Instagram: `${IPHONE} Mobile/22B83 Instagram 355.1.0 (iPhone16,2; iOS 18_1)`,
    Facebook: `${IPHONE} Mobile/22B83 [FBAN/FBIOS;FBAV/490.0.0]`,
    LINE: `${IPHONE} Mobile/15E148 Safari Line/14.19.0`,
    WeChat: `${IPHONE} Mobile/15E148 MicroMessenger/8.0.54`,
    app: `${ANDROID} Chrome/131.0 Mobile Safari/537.36`,
  }
  for (const [name, agent] of Object.entries(agents)) assert.equal(getInAppBrowser(agent), name)
})

test('ordinary browsers are not recognised as in-app browsers', () => {
  for (const agent of [
    `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`,
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  ]) {
    assert.equal(getInAppBrowser(agent), undefined)
  }
})
