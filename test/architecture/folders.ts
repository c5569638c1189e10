/**
 * The folders of `main/core` from low to high. A folder imports only folders that stand before it, so a
 * subject can be understood from what stands below it. A new folder is added here, at its place, with a
 * line about what is in it.
 */
export const CORE_FOLDERS = {
  rules: 'what a text means, whether a text of ours may leave',
  providers: 'Twilio, Bandwidth, the simulator',
  base: 'ports, errors, change feed, fault points, warnings',
  threads: 'one protocol for all worker threads',
  store: 'opening, migrating, reading and writing the store',
  ledger: 'the append-only record: append, chain, verify',
  settings: "the organisation's settings",
  access: 'who may call what: sessions, API keys, roles',
  webhooksOut: 'telling other programs',
  desks: 'other computers reach this console',
  open: 'an open store with all that its parts share',
  people: 'what is known of a number',
  lists: 'reading CSV files',
  pictures: 'pictures of texts: checked, without metadata, kept',
  conversations: 'threads, texts, lists, notes, tags',
  questions: 'what campaigns ask, and what contacts answered',
  systems: "people's own systems: taking lists, giving answers and opt-outs back",
  actions: 'actions for people, and what waits for a review',
  optOuts: 'opting out and in, the manager, lists, evidence',
  connections: 'adapters of connections, whether replies are read',
  outbox: "a text's way out",
  inbox: "a reply's way in",
  decisions: 'what a person decides, and what follows',
  campaigns: 'drafts, contacts, launching',
  senders: 'connections and sender numbers as an admin sets them up',
  review: 'supervisors look at opted-out threads',
  dashboard: 'figures and the lists behind them',
  results: 'what a campaign brought, to look at and to take along',
  reports: 'how the rules were kept, for others to read',
  accounts: 'accounts, passwords, second factors',
  invitations: 'links by which people join',
  demo: 'invented campaigns',
  practice: 'connections to practise with',
  erase: 'taking a person out of every byte',
  backup: 'back-ups, restore, export and import',
  consoles: 'the consoles of one organisation, united over PostgreSQL',
  keys: "the store's key",
  lookup: 'one number: what is known, and why',
  messenger: "a texter's messenger",
  console: 'which store is open, and what runs beside it',
} as const;

/**
 * The most that these may import. rules and providers are TypeScript projects of their own, which refuse
 * more.
 */
export const ISOLATED: Readonly<Record<string, readonly string[]>> = {
  rules: [],
  providers: ['rules'],
  ledger: ['base', 'store'],
};

/** What each layer may import of the others. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  renderer: ['renderer', 'shared'],
  'main/core': ['main/core', 'shared'],
  'main/hosts': ['main/hosts', 'main/core', 'shared'],
};

/**
 * Places where each subject of the core has a folder or file of its name, so that one word finds it
 * everywhere; and the few names there that are no subject of the core. Both languages have the same files,
 * so English stands for both.
 */
export const SUBJECT_PLACES: Readonly<Record<string, readonly string[]>> = {
  'renderer/components': ['shell', 'text'],
  'renderer/views': ['about'],
  'renderer/views/settings': [],
  'shared/contract': ['index', 'subjects'],
  'shared/locales/en': ['about', 'first', 'hosts', 'index', 'rest'],
  'shared/locales/es': ['about', 'first', 'hosts', 'index', 'rest'],
};
