import { describe, expect, it } from 'vitest';
import { type PreflightFacts, preflight } from '../../../shared/campaigns/preflight.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { Connection } from '../../../shared/contract/connections.ts';

const campaign: Campaign = {
  id: 'c',
  name: 'Rent cap',
  region: 'GB',
  profile: 'provider-2',
  state: 'draft',
  pauseReason: '',
  script: 'Hi',
  replies: [],
  texterIds: ['t'],
  createdAt: 0,
  hours: null,
  handing: null,
  schedule: null,
  beginsAt: null,
  dailyGoal: null,
  launchedAt: null,
  archivedAt: null,
  origin: null,
  counts: {
    contacts: 10,
    toSend: 10,
    toAnswer: 0,
    waiting: 0,
    closed: 0,
    unassigned: 0,
    optedOut: 0,
    onHold: 0,
  },
};
const connection: Connection = {
  id: 'n',
  provider: 'twilio',
  profile: 'provider-2',
  name: 'Twilio',
  practice: false,
  config: {},
  secretsSet: [],
  state: 'ready',
  detail: '',
  lastInboundOkAt: 0,
  inbound: 'poll',
  webhookUrl: null,
  webhookMovedFrom: null,
  refusedCalls: null,
  senderNumbers: [
    { id: 's', connectionId: 'n', number: '+447700900456', label: '', active: true, stopped: null },
  ],
};
const good: PreflightFacts = {
  campaign,
  connections: [connection],
  script: { namesOrganisation: true, optOutWording: true, unknownFields: [] },
  inReplies: [],
  unsaved: false,
  planned: [],
  importing: false,
  imported: true,
};

function levels(facts: PreflightFacts): Record<string, string> {
  return Object.fromEntries(preflight(facts).map(({ id, level }) => [id, level]));
}

describe('the last look before a launch', () => {
  it('has nothing against a campaign that has everything', () => {
    expect(new Set(Object.values(levels(good)))).toEqual(new Set(['ok']));
  });

  it('says before the launch that imported contacts never answer in practice', () => {
    const practice = { ...good, connections: [{ ...connection, practice: true }] };
    expect(levels(practice)).toMatchObject({ sender: 'ok', silent: 'warning' });
    // Those of the practice campaigns themselves do answer.
    expect(levels({ ...practice, imported: false })).not.toHaveProperty('silent');
    expect(levels({ ...practice, connections: [...practice.connections, connection] })).not.toHaveProperty(
      'silent',
    );
  });

  it.each<[string, Partial<PreflightFacts>, string]>([
    [
      'without contacts',
      { campaign: { ...campaign, counts: { ...campaign.counts, contacts: 0 } } },
      'contacts',
    ],
    ['while contacts are imported', { importing: true }, 'contacts'],
    ['without texters', { campaign: { ...campaign, texterIds: [] } }, 'texters'],
    ['with unsaved changes', { unsaved: true }, 'unsaved'],
    ['without a connection', { connections: [] }, 'sender'],
    [
      'with one of another region',
      { connections: [{ ...connection, provider: 'bandwidth' as const, profile: 'provider-1' as const }] },
      'sender',
    ],
    [
      'with one that is not ready',
      { connections: [{ ...connection, state: 'waiting-test-reply' }] },
      'sender',
    ],
    [
      'with retired numbers only',
      {
        connections: [
          { ...connection, senderNumbers: connection.senderNumbers.map((n) => ({ ...n, active: false })) },
        ],
      },
      'sender',
    ],
  ])('does not let it go %s', (_, change, id) => {
    expect(levels({ ...good, ...change })[id]).toBe('blocker');
  });

  it('only warns about wording, which a person may know better', () => {
    const script = { namesOrganisation: false, optOutWording: false, unknownFields: ['shoeSize'] };
    expect(levels({ ...good, script })).toMatchObject({
      'script-no-organisation': 'warning',
      'script-no-opt-out': 'warning',
      'script-unknown-fields': 'warning',
    });
  });
});
