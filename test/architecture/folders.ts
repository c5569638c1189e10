/**
 * The folders of `main/core` from low to high: a folder imports only folders that stand before it, so that
 * they form a tree and a subject is understood from what stands below it. Where a new folder goes is a
 * decision: add it here, with what it is.
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
  open: 'an open store with all that its parts share',
  people: 'what is known of a number',
  lists: 'reading CSV files',
  conversations: 'threads, texts, lists, notes, tags',
  questions: 'what campaigns ask, and what contacts answered',
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
  demo: 'invented campaigns',
  practice: 'connections to practise with',
  erase: 'taking a person out of every byte',
  backup: 'back-ups, restore, export and import',
  keys: "the store's key",
  lookup: 'one number: what is known, and why',
  messenger: "a texter's messenger",
  console: 'which store is open, and what runs beside it',
} as const;

/**
 * What these may import at most. rules and providers are projects of their own, so that TypeScript refuses
 * more, too.
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
 * Where a subject of the core has a folder or file of the same name, so that one word finds it in each layer;
 * and the few names there that are no subject of the core. English stands for both languages, which have the
 * same files.
 */
export const SUBJECT_PLACES: Readonly<Record<string, readonly string[]>> = {
  'renderer/components': ['shell', 'text'],
  'renderer/views': ['about'],
  'renderer/views/settings': [],
  'shared/contract': ['index'],
  'shared/locales/en': ['about', 'hosts', 'index'],
  'shared/locales/es': ['about', 'hosts', 'index'],
};
