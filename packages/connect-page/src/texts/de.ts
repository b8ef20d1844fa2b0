import type { Texts } from './en.ts'

/** German strings of the page. */
export const texts: Texts = {
  loading: 'Wird geladen …',
  servedBy: (host) => `Diese Seite gehört zu ${host}.`,
  support: 'Hilfe',
  privacy: 'Datenschutz',
  back: 'Zurück',
  close: 'Schließen',
  cancel: 'Abbrechen',
  optional: 'freiwillig',
  opensNewTab: 'öffnet einen neuen Tab',

  titleFor: ({ organization, service }, customer) =>
    `${organization} möchte Ihr ${service} nutzen${customer === null ? '' : `, für ${customer}`}`,
  titleMany: (organization, customer) =>
    `${organization} bittet Sie, einen Dienst zu verbinden${customer === null ? '' : `, für ${customer}`}`,
  titleAgain: ({ organization, service }, customer) =>
    `${organization} bittet Sie, ${service} erneut zu verbinden${customer === null ? '' : `, für ${customer}`}`,
  greeting: (name) => `Guten Tag, ${name}.`,
  notYou:
    'Wenn Sie das nicht erwartet haben oder es nicht für Sie ist, schließen Sie diese Seite: Es ist nichts geschehen.',

  chooseService: 'Dienst wählen',
  searchServices: 'Dienste suchen',
  noServiceFound: 'Kein Dienst passt.',
  noService: 'Hier lässt sich kein Dienst verbinden. Fragen Sie, wer Ihnen den Link geschickt hat.',

  wayTitle: (service) => `${service} verbinden`,
  howToConnect: 'Art der Verbindung',
  continueWith: (service) => `Weiter mit ${service}`,
  oauthHelp: ({ organization, service }) =>
    `${service} fragt Sie, ob ${organization} Zugriff haben darf. Ihr Passwort geben Sie niemandem.`,
  otherWay: 'Andere Wege',
  makeKey: (service) => `Schlüssel bei ${service} erstellen`,
  neededScopes: 'Der Schlüssel braucht:',
  show: (field) => `${field} zeigen`,
  hide: (field) => `${field} verbergen`,
  furtherSettings: 'Weitere Einstellungen',
  connect: 'Prüfen und verbinden',
  encrypted: (organization) =>
    `Wird verschlüsselt gespeichert. ${organization} kann ihn benutzen, aber nicht lesen.`,
  required: 'Füllen Sie dieses Feld aus.',
  notJson: 'Das muss ein JSON-Objekt sein, von { bis }.',
  fieldsWrong: (count) =>
    count === 1 ? '1 Feld braucht Ihre Aufmerksamkeit.' : `${count} Felder brauchen Ihre Aufmerksamkeit.`,
  replaces: (names) => `Ersetzt die Verbindung ${names}. Die alte gilt, bis die neue funktioniert.`,
  notSet: 'Nicht gesetzt',
  yes: 'Ja',
  no: 'Nein',

  accessTitle: (organization) => `Was ${organization} darf`,
  accessAll: 'Alles Aufgeführte lesen und ändern',
  accessReadOnly: 'Nur lesen',
  accessChosen: 'Von Ihnen gewählt',
  accessSummary: (read, write) => `Liest ${read} ${read === 1 ? 'Art' : 'Arten'} von Daten, ändert ${write}.`,
  changeAccess: 'Auswählen',
  read: 'Lesen',
  write: 'Ändern',
  readOf: (entity) => `${entity} lesen`,
  writeOf: (entity) => `${entity} ändern`,
  kindOfData: 'Art der Daten',
  keyTruth: (organization) =>
    `Wir beschränken ${organization} auf diese Auswahl. Der Schlüssel selbst könnte mehr: Seine Rechte legen Sie dort fest, wo Sie ihn erstellen.`,
  oauthTruth: (organization) =>
    `Wir beschränken ${organization} auf diese Auswahl. Der Dienst nennt seine Rechte vielleicht anders.`,
  nothingChosen: 'Wählen Sie mindestens eine Art von Daten.',

  checking: (service) => `${service} wird geprüft …`,
  checkingHelp: 'Das dauert ein paar Sekunden.',
  waiting: (service) => `Warten, bis Sie bei ${service} fertig sind`,
  waitingHelp: 'Machen Sie im anderen Fenster weiter. Diese Seite merkt, wenn Sie fertig sind.',
  startAgain: 'Neu beginnen',
  windowBlocked:
    'Ihr Browser hat kein Fenster geöffnet. Erlauben Sie Pop-up-Fenster für diese Seite und versuchen Sie es erneut.',

  done: (service) => `${service} ist verbunden`,
  doneAgain: (service) => `${service} ist wieder verbunden`,
  reached: (service) => `${service} wurde erreicht`,
  signedInAs: (account) => `Angemeldet als ${account}`,
  canRead: (kinds) => `Kann lesen: ${kinds}`,
  canWrite: (kinds) => `Kann ändern: ${kinds}`,
  cannotRead: (kind) => `Kann nicht lesen: ${kind}`,
  cannotReadHelp: (service) =>
    `${service} kennt diese Zugangsdaten, lässt sie das aber nicht lesen. Wenn das nicht gewollt ist, geben Sie ihnen bei ${service} mehr Rechte.`,
  andMore: (list, more) => (more === 0 ? list : `${list} und ${more} weitere`),
  awaiting: (organization) => `${organization} muss noch zustimmen.`,
  closePage: 'Sie können diese Seite schließen.',
  goOn: (organization) => `Weiter zu ${organization}`,
  goingOn: (organization) => `Sie kommen zurück zu ${organization} …`,
  otherAccount: 'Das ist ein anderes Konto als zuvor',
  otherAccountHelp: (before, now) =>
    `Zuvor war ${before} verbunden, jetzt ist es ${now}. Wenn Sie das nicht wollten, sagen Sie es, wer Sie darum gebeten hat, oder verbinden Sie das richtige Konto.`,

  decline: 'Ablehnen',
  declined: 'Sie haben abgelehnt',
  declinedHelp: (organization) => `Es wurde nichts verbunden. ${organization} weiß Bescheid.`,
  disconnect: 'Trennen',
  disconnectTitle: (service) => `${service} trennen?`,
  disconnectHelp: ({ organization, service }) =>
    `${organization} verliert sofort den Zugriff auf Ihr ${service}, und die gespeicherten Zugangsdaten werden gelöscht.`,
  disconnected: (service) => `${service} ist getrennt`,
  disconnectedHelp: (organization) => `${organization} hat keinen Zugriff mehr.`,

  ended: 'Dieser Link gilt nicht mehr',
  endedHelp:
    'Er wurde benutzt, ist abgelaufen oder wurde zurückgezogen. Lassen Sie sich einen neuen schicken.',
  alone: 'Dieser Link lässt sich nicht allein öffnen',
  aloneHelp:
    'Er gehört in die Seite dessen, der ihn erstellt hat. Beginnen Sie dort neu. Wenn Ihnen jemand diese Adresse geschickt hat, benutzen Sie sie nicht.',
  beginLost: 'Beginnen Sie auf der Seite neu, von der Sie kommen',
  beginLostHelp: 'Diese Seite führt zu einem Dienst und weiß nicht, zu welchem.',
  beginning: 'Sie werden zum Dienst geleitet …',
  finished: 'Sie können dieses Fenster schließen',
  finishedHelp: 'Die Seite, von der Sie kommen, macht weiter.',

  widgetTitle: 'Einen Dienst verbinden',
  widgetHelp: (host) =>
    `Es öffnet sich ein Fenster von ${host}. Dort wählen Sie den Dienst und verbinden ihn.`,
  widgetConnect: 'Verbinden',
  widgetOpen: 'Machen Sie im anderen Fenster weiter.',
  widgetDone: 'Der Dienst ist verbunden',

  inApp: (app) => `Öffnen Sie diese Seite in Ihrem Browser`.concat(app === 'app' ? '' : `, nicht in ${app}`),
  inAppHelp:
    'Viele Dienste lassen sich in einer App nicht anmelden. Wählen Sie im Menü dieser App (⋯ oder Teilen) „Im Browser öffnen“ oder kopieren Sie die Adresse.',
  copyLink: 'Adresse kopieren',
  copied: 'Kopiert',

  failed: 'Das hat nicht geklappt',
  tryAgain: 'Erneut versuchen',
  failures: {
    unauthorized: (service) =>
      `${service} nimmt das nicht an. Prüfen Sie, ob Sie alles kopiert haben, ob es noch gilt und ob es für ${service} ist.`,
    forbidden: (service) =>
      `${service} kennt diesen Schlüssel, erlaubt ihm aber nicht, was nötig ist. Erstellen Sie einen mit den aufgeführten Rechten.`,
    not_found: (service) =>
      `${service} wurde erreicht, hat aber nichts an dieser Adresse. Prüfen Sie die Adresse oder den Namen Ihres Kontos.`,
    rate_limited: (service) =>
      `${service} erhält gerade zu viele Anfragen. Versuchen Sie es in einer Minute erneut.`,
    service_down: (service) =>
      `${service} hat gerade selbst ein Problem. Versuchen Sie es später: Ihre Eingaben sind noch da.`,
    unreachable_service: (service) =>
      `${service} war nicht zu erreichen. Prüfen Sie die Adresse oder versuchen Sie es später.`,
    access_denied: (service) =>
      `Sie haben bei ${service} abgelehnt, oder ${service} hat abgelehnt. Es wurde nichts verbunden. Versuchen Sie es erneut oder auf einem anderen Weg.`,
    too_many_attempts: () =>
      'Mit diesem Link gab es zu viele Versuche. Lassen Sie sich einen neuen schicken.',
    unreachable: () =>
      'Der Server war nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    invalid: () => 'Etwas im Formular stimmt nicht. Prüfen Sie die Felder.',
    ambiguous: () =>
      'Es gibt mehrere Verbindungen, die ersetzt werden könnten. Fragen Sie, wer Ihnen den Link geschickt hat.',
    exists: (service) => `${service} ist schon verbunden. Es ist nichts zu tun.`,
    other: (service) =>
      `${service} konnte nicht verbunden werden. Versuchen Sie es erneut, oder fragen Sie, wer Sie geschickt hat.`,
  },
}
