export const desks = {
  title: 'Desks',
  lead: 'A desk is a window of Heed on another computer. It works at this console over the network and keeps nothing there: no messages, no numbers, no keys.',
  where:
    'Everyone signs in at a desk with their own account. Admins need a second factor there. The data, its key, back-ups and exports stay on this computer.',
  open: 'Desks can come in at',
  closed: 'Desks are off. Nobody reaches this console from another computer.',
  notOpen: 'Desks cannot come in',
  trouble: 'The certificate',
  given:
    'These settings were given when Heed was started (--desks-port and the options beside it). Change them there.',
  on: 'Let other computers in',
  saved: 'Saved.',
  nowOff: 'Desks are off.',
  failed: 'It was not changed',
  unread: 'The settings could not be read',
  way: {
    label: 'How a desk knows that this is your console',
    'own-certificate': 'A certificate of your own',
    'heed-certificate': 'A certificate that Heed makes',
    proxy: 'Behind a reverse proxy',
  },
  means: {
    'own-certificate':
      'For a console with a name on the internet or in your office. Browsers check by themselves that they speak to your console, and nobody on the way can read or change anything. Heed takes a renewed certificate as soon as the files change.',
    'heed-certificate':
      'For a console without a name of its own. Nobody who only listens can read anything. The Heed desktop program compares the fingerprint and so also refuses somebody who pretends to be your console. A browser cannot do that: it warns at the first visit, and whoever goes on without comparing the fingerprint could be deceived.',
    proxy:
      'For a server that already has a web server with a certificate, such as Caddy or nginx. It protects the way to the proxy; Heed believes what it says about the callers only if it comes from the address below. If the proxy is on another computer, Heed encrypts the way there, too.',
  },
  field: {
    port: 'Port',
    portHelp: 'On this computer. Open it in the firewall, unless a proxy on this computer calls.',
    url: 'Address that desks open',
    urlHelp: 'For example https://desks.example.org. With the port at its end, unless it is 443.',
    certFile: 'File of the certificate (PEM)',
    certHelp: 'The full path on this computer, with the certificates in between (fullchain.pem).',
    keyFile: 'File of its key (PEM)',
    keyHelp: 'Without a passphrase. Only the account that runs Heed should be able to read it.',
    proxy: 'Address of the proxy',
    proxyHelp: 'From which it calls: 127.0.0.1 if it is on this computer.',
  },
  certificate: {
    title: 'Certificate in use',
    for: 'For',
    until: 'Good until',
    fingerprint: 'Fingerprint of the certificate (SHA-256)',
    pin: 'Fingerprint of its public key (SHA-256)',
    pinHelp: 'Stays the same when Heed renews the certificate. Desks compare this one.',
    kept: 'The changed certificate was not taken. {{why}} The one from before stays in use.',
    unread: '{{file}} cannot be read ({{code}}). Check the path, and that Heed may read the file.',
    noCertificate: 'The file of the certificate has no certificate in PEM form (BEGIN CERTIFICATE).',
    noKey: 'The file of the key has no private key in PEM form, or one with a passphrase.',
    otherKey: 'The key does not belong to the certificate.',
    expired: 'The certificate ended on {{at}}. Renew it.',
    early: 'The certificate only begins on {{at}}.',
    otherName: 'The certificate is not for {{host}}.',
    refused: 'The certificate is too weak or cannot be used.',
  },
  form: {
    port: 'A number from 1 to 65535.',
    url: 'An address that begins with https:// and has nothing after the name and port.',
    file: 'Name the file.',
    proxy: 'A network address such as 127.0.0.1, not a name.',
  },
  refused: {
    consoleOnly:
      'This is done at the console: on the computer that keeps the organisation’s data, not at a desk.',
    secondFactor:
      'At a desk an admin needs a second factor. Set it up at the console first: sign in there, open the menu of your account and choose “Password and sign-in”.',
    keepSecondFactor:
      'You are at a desk, where an admin needs a second factor. Turn it off at the console, if you must.',
    resting: 'The console is busy with its data. It goes on by itself.',
    closed: 'The console cannot be used at the moment.',
    askConsole: 'Wait a little and look again. If it lasts, tell whoever looks after the console.',
    fault: 'The port for desks could not be opened ({{code}}).',
    unable: 'This Heed cannot serve desks.',
    given: 'These settings were given when Heed was started. Change them there.',
  },
  connectionsAtConsole: 'Connections and sender numbers are set up at the console.',
};
