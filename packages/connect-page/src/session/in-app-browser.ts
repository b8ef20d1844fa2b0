const APPS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Instagram', /Instagram/],
  ['Facebook', /FBAN|FBAV|FB_IAB/],
  ['LINE', /\bLine\//],
  ['WeChat', /MicroMessenger/],
  ['TikTok', /musical_ly|BytedanceWebview|TikTok/],
  ['LinkedIn', /LinkedInApp/],
  ['Snapchat', /Snapchat/],
  ['Pinterest', /\[Pinterest/],
  ['X', /Twitter/],
  ['KakaoTalk', /KAKAOTALK/],
]

/**
 * Returns the app whose built-in browser this is. Services refuse to sign people in there. Undefined in a regular
 * browser.
 */
export function getInAppBrowser(userAgent: string): string | undefined {
  const [name] = APPS.find(([, pattern]) => pattern.test(userAgent)) ?? []
  return name ?? (/; wv\)/.test(userAgent) ? 'app' : undefined)
}
