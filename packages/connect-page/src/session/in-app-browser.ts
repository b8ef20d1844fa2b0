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

/** The app whose own browser this is, in which services refuse to sign anyone in; undefined in a browser proper. */
export function getInAppBrowser(userAgent: string): string | undefined {
  const [name] = APPS.find(([, pattern]) => pattern.test(userAgent)) ?? []
  return name ?? (/; wv\)/.test(userAgent) ? 'app' : undefined)
}
