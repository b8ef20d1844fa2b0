interface Names {
  /** Name of the organization that requests access. */
  readonly organization: string
  readonly service: string
}

/** English strings of the page. Each other language has a file of the same shape. */
export const texts = {
  loading: 'Loading…',
  servedBy: (host: string) => `This page belongs to ${host}.`,
  support: 'Help',
  privacy: 'Privacy',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  optional: 'optional',
  opensNewTab: 'opens a new tab',

  titleFor: ({ organization, service }: Names, customer: string | null) =>
    `${organization} wants to use your ${service}${customer === null ? '' : `, for ${customer}`}`,
  titleMany: (organization: string, customer: string | null) =>
    `${organization} asks you to connect a service${customer === null ? '' : `, for ${customer}`}`,
  titleAgain: ({ organization, service }: Names, customer: string | null) =>
    `${organization} asks you to connect your ${service} again${customer === null ? '' : `, for ${customer}`}`,
  greeting: (name: string) => `Hello ${name}.`,
  notYou: 'If you did not expect this, or this is not for you, close this page: nothing has happened.',

  chooseService: 'Choose a service',
  searchServices: 'Search services',
  noServiceFound: 'No service matches.',
  noService: 'No service can be connected here. Ask the person who sent you.',

  wayTitle: (service: string) => `Connect ${service}`,
  howToConnect: 'How to connect',
  continueWith: (service: string) => `Continue with ${service}`,
  oauthHelp: ({ organization, service }: Names) =>
    `${service} asks you whether ${organization} may have access. You never give anyone your password.`,
  otherWay: 'Other ways to connect',
  makeKey: (service: string) => `Create a key at ${service}`,
  neededScopes: 'The key needs:',
  show: (field: string) => `Show ${field}`,
  hide: (field: string) => `Hide ${field}`,
  furtherSettings: 'Further settings',
  connect: 'Check and connect',
  encrypted: (organization: string) =>
    `It is stored encrypted. ${organization} can use it but cannot read it.`,
  required: 'Fill in this field.',
  notJson: 'This must be a JSON object, from { to }.',
  fieldsWrong: (count: number) =>
    count === 1 ? '1 field needs your attention.' : `${count} fields need your attention.`,
  replaces: (names: string) =>
    `This replaces the connection ${names}. The old one keeps working until the new one does.`,
  notSet: 'Not set',
  yes: 'Yes',
  no: 'No',

  accessTitle: (organization: string) => `What ${organization} may do`,
  accessAll: 'Read and change everything listed',
  accessReadOnly: 'Read only',
  accessChosen: 'Chosen by you',
  accessSummary: (read: number, write: number) =>
    `Reads ${read} ${read === 1 ? 'kind' : 'kinds'} of data, changes ${write}.`,
  changeAccess: 'Choose',
  read: 'Read',
  write: 'Change',
  readOf: (entity: string) => `Read ${entity}`,
  writeOf: (entity: string) => `Change ${entity}`,
  kindOfData: 'Kind of data',
  keyTruth: (organization: string) =>
    `We keep ${organization} to these choices. The key itself could do more: its own permissions are set where you create it.`,
  oauthTruth: (organization: string) =>
    `We keep ${organization} to these choices. The service may name its permissions differently.`,
  nothingChosen: 'Choose at least one kind of data.',

  checking: (service: string) => `Checking with ${service}…`,
  checkingHelp: 'This takes a few seconds.',
  waiting: (service: string) => `Waiting for you to finish at ${service}`,
  waitingHelp: 'Continue in the other window. This page notices when you are done.',
  startAgain: 'Start again',
  windowBlocked: 'Your browser did not open a window. Allow pop-up windows for this page, then try again.',

  done: (service: string) => `${service} is connected`,
  doneAgain: (service: string) => `${service} is connected again`,
  reached: (service: string) => `${service} was reached`,
  signedInAs: (account: string) => `Signed in as ${account}`,
  canRead: (kinds: string) => `Can read ${kinds}`,
  canWrite: (kinds: string) => `Can change ${kinds}`,
  cannotRead: (kind: string) => `Cannot read ${kind}`,
  cannotReadHelp: (service: string) =>
    `${service} knows this credential but does not let it read this. If that is not what you meant, give it more permissions at ${service}.`,
  andMore: (list: string, more: number) => (more === 0 ? list : `${list} and ${more} more`),
  awaiting: (organization: string) => `${organization} still has to accept it.`,
  closePage: 'You can close this page.',
  goOn: (organization: string) => `Continue to ${organization}`,
  goingOn: (organization: string) => `Taking you back to ${organization}…`,
  otherAccount: 'This is a different account than before',
  otherAccountHelp: (before: string, now: string) =>
    `Before, ${before} was connected; now it is ${now}. If that was not what you wanted, tell the person who asked you, or connect again with the right account.`,

  decline: 'Decline',
  declined: 'You declined',
  declinedHelp: (organization: string) => `Nothing was connected. ${organization} has been notified.`,
  disconnect: 'Disconnect',
  disconnectTitle: (service: string) => `Disconnect ${service}?`,
  disconnectHelp: ({ organization, service }: Names) =>
    `${organization} loses its access to your ${service} at once, and the stored credential is deleted.`,
  disconnected: (service: string) => `${service} is disconnected`,
  disconnectedHelp: (organization: string) => `${organization} no longer has access.`,

  ended: 'This link is no longer valid',
  endedHelp: 'It was used, it expired, or it was withdrawn. Ask the person who sent it to you for a new one.',
  alone: 'This link cannot be opened by itself',
  aloneHelp:
    'It works only inside the page that created it. Start again from there. If somebody sent you this address, do not use it.',
  beginLost: 'Start again from the page you came from',
  beginLostHelp: 'This page leads to a service but does not know which one.',
  beginning: 'Taking you to the service…',
  finished: 'You can close this window',
  finishedHelp: 'The page that you came from continues.',

  widgetTitle: 'Connect a service',
  widgetHelp: (host: string) => `A window of ${host} opens, in which you choose the service and connect it.`,
  widgetConnect: 'Connect',
  widgetOpen: 'Continue in the other window.',
  widgetDone: 'The service is connected',

  inApp: (app: string) => `Open this page in your browser`.concat(app === 'app' ? '' : `, not in ${app}`),
  inAppHelp:
    "Many services refuse to sign you in inside an app. Use this app's menu (⋯ or share) and choose “Open in browser”, or copy the address.",
  copyLink: 'Copy address',
  copied: 'Copied',

  failed: 'That did not work',
  tryAgain: 'Try again',
  failures: {
    unauthorized: (service: string) =>
      `${service} does not accept this. Check that you copied all of it, that it has not expired, and that it is for ${service}.`,
    forbidden: (service: string) =>
      `${service} knows this key but does not let it do what is needed. Create one with the permissions listed.`,
    not_found: (service: string) =>
      `${service} was reached but has nothing at this address. Check the address or the name of your account.`,
    rate_limited: (service: string) =>
      `${service} is receiving too many requests. Wait a minute, then try again.`,
    service_down: (service: string) =>
      `${service} is having a problem itself. Try again later: your entries are still here.`,
    unreachable_service: (service: string) =>
      `${service} could not be reached. Check the address, or try again later.`,
    access_denied: (service: string) =>
      `You declined at ${service}, or ${service} refused. Nothing was connected. Try again, or choose another way.`,
    too_many_attempts: () =>
      'There were too many attempts with this link. Ask the person who sent it to you for a new one.',
    unreachable: () => 'The server could not be reached. Check your connection, then try again.',
    invalid: () => 'Something in the form is not right. Check the fields.',
    ambiguous: () =>
      'There are several connections that this could replace. Ask the person who sent you the link.',
    exists: (service: string) => `${service} is already connected. There is nothing to do.`,
    other: (service: string) =>
      `${service} could not be connected. Try again, or ask the person who sent you.`,
  },
}

export type Texts = typeof texts
