import { accounts } from './settings/accounts.ts';
import { connections } from './settings/connections.ts';
import { outside } from './settings/outside.ts';
import { rules } from './settings/rules.ts';
import { trial } from './settings/trial.ts';

export const settings = {
  title: 'Settings',
  failed: 'The settings cannot be shown',
  part: {
    'opt-outs': 'Opt-outs',
    confirmation: 'Confirmation',
    keywords: 'Keywords',
    hours: 'Sending hours',
    connections: 'Connections',
    accounts: 'Accounts',
    'api-keys': 'API keys',
    webhooks: 'Webhooks',
    tags: 'Tags',
    organisation: 'Organisation',
  },
  form: {
    notSaved: 'It was not saved',
    notChanged: 'It was not changed',
    notRemoved: 'It was not removed',
    name: 'Name',
    optional: '{{label}} (optional)',
    keptIt: 'I have kept it',
  },
  organisation: {
    saved: 'The organisation is saved.',
    needsName: 'Your organisation needs a name.',
    minutes: 'Whole minutes, 1 to 480.',
    nameHelp: 'Stands where scripts and the confirmation say {organisation}.',
    lock: 'Lock the window after (minutes)',
    lockHelp: 'When nobody has touched it for this long, everyone has to sign in again.',
  },
  hours: {
    lead: 'Texts leave between these times where the recipient is, never before {{earliest}} or after {{latest}}. What is sent outside of them waits until the hours begin; it is not lost.',
    saved: 'The sending hours are saved.',
    from: 'From',
    until: 'Until',
    midnight: 'midnight',
    noon: 'noon',
    zone: 'The recipient’s time zone is read from their phone number.',
    strictest:
      'Where the number does not tell one zone, the strictest counts: it must be {{from}} to {{until}} in every zone where they could be.',
    exempt: 'Opt-out confirmations are exempt: they answer the person at once.',
  },
  tags: {
    lead: 'Texters put tags on their own conversations, admins on all. Lists can be filtered by them.',
    failed: 'The tags cannot be shown',
    none: 'No tags yet',
    noneWhat: 'Define the first one below.',
    change: 'Change',
    changeOne: 'Change {{name}}',
    removeOne: 'Remove {{name}}',
    removeTitle: 'Remove the tag “{{name}}”?',
    removeWhat: 'It is taken off every conversation that has it.',
    notRemoved: 'The tag was not removed',
    notSaved: 'The tag was not saved',
    add: 'Add tag',
    new: 'New tag',
    newName: 'New name for “{{name}}”',
    colour: 'Colour',
    tone: {
      neutral: 'Grey',
      brand: 'Blue',
      ok: 'Green',
      hold: 'Amber',
      stop: 'Red',
    },
  },
  accounts,
  connections,
  ...rules,
  ...outside,
  trial,
};
