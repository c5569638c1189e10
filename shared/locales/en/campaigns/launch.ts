/** How serious a point before the launch is, for readers who see no colour. */
export const level = {
  ok: 'OK: ',
  warning: 'Please check: ',
  blocker: 'Must be done first: ',
};

/** The points to look at before the launch. */
export const check = {
  replyField: 'Ready replies use {{field}}, which no contact has',
  replyFieldHint: 'Texters are asked before they send such a reply.',
  unsaved: 'Changes are not saved',
  unsavedHint: 'Save or discard them first.',
  organisation: 'The script names your organisation',
  noOrganisation: 'The script does not name your organisation',
  noOrganisationHint: 'People should know who is texting.',
  optOut: 'The script says how to opt out',
  noOptOut: 'The script does not say how to opt out',
  importing: 'Contacts are being imported',
  importingHint: 'Launch when that is done.',
  noContactsHint: 'Import a contact file.',
  optedOut_one: '{{count, number}} of them opted out and will not be texted.',
  optedOut_other: '{{count, number}} of them opted out and will not be texted.',
  noTextersHint: 'Choose who works this campaign.',
  texters_one: '{{count, number}} texter',
  texters_other: '{{count, number}} texters',
  everyContact: 'Every contact has one.',
  unassigned: '{{open, number}} of {{contacts}} have no texter.',
  noSender: 'No sender number for {{profile}}',
  addConnection: 'Add a connection in the settings.',
  addNumber: 'Add a sender number in the settings.',
  notReady: 'The connection is not ready',
  test: 'Test it in the settings.',
  ready_one: '{{count, number}} sender number ready',
  ready_other: '{{count, number}} sender numbers ready',
  through: 'Through {{name}}.',
  silent: 'Nobody whom you imported will answer',
  silentHint:
    'Only a practice connection is ready. The invented people of its own practice campaigns answer; contacts of a file never do, so replies stay empty.',
};

/** Launching, and resuming a paused campaign. */
export const launch = {
  running: 'This campaign is running. Its texters can send.',
  scheduled:
    'This campaign is launched and begins by itself: {{schedule}}. Until then its texters cannot send.',
  closed: 'This campaign is closed. Nothing more is sent in it.',
  checkFailed: 'The connections cannot be checked',
  failed: 'The campaign was not launched',
  act: 'Launch the campaign',
  goOn: 'Resume',
  confirm: 'Launch',
  ask: 'Launch “{{name}}”?',
  askGoOn: 'Resume “{{name}}”?',
  consequence_one:
    '{{count, number}} texter can then text {{contacts}}, one at a time. Nobody who opted out is texted. You can pause at any moment.',
  consequence_other:
    '{{count, number}} texters can then text {{contacts}}, one at a time. Nobody who opted out is texted. You can pause at any moment.',
  better_one: '{{count, number}} thing could still be better:',
  better_other: '{{count, number}} things could still be better:',
  first_one: '{{count, number}} thing must be done first.',
  first_other: '{{count, number}} things must be done first.',
  ready_one: 'Ready, with {{count, number}} thing to check.',
  ready_other: 'Ready, with {{count, number}} things to check.',
  inOrder: 'Everything is ready.',
  done: '“{{name}}” is running.',
  doneLater: '“{{name}}” is launched, and begins when its schedule says.',
  putRight: 'Fix: {{title}}',
  openSettings: 'Open settings',
  goThere: 'Go there',
};
