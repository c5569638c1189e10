export const common = {
  account: {
    menu: '{{name}}, {{role}}: menu',
    scheme: {
      auto: 'Like this computer',
      light: 'Light',
      dark: 'Dark',
    },
    inUse: 'in use',
    shortcuts: 'Keyboard shortcuts',
    tour: 'Take the tour',
    signOut: 'Sign out',
    leaveDemo: 'Leave the demo',
  },
  error: {
    title: 'That did not work',
    tryAgain: 'Try again',
    inside: 'Something went wrong inside Heed. Try again.',
    unknown: 'Something went wrong. Try again.',
    broke: 'The connection to Heed broke. Look again before you repeat this.',
    noConnection: 'There is no connection to Heed. Nothing was sent.',
  },
  time: {
    now: 'now',
    justNow: 'just now',
    minutes: '{{count}} min',
    minutesAgo_one: '{{count}} minute ago',
    minutesAgo_other: '{{count}} minutes ago',
  },
};
