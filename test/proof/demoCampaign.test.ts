import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../main/core/ledger/verify.ts';
import { checkEvidenceFile } from '../../main/core/optOuts/evidence/evidenceFile.ts';
import type { ConversationFilter } from '../../shared/contract/conversations.ts';
import type { Client } from '../helpers/api.ts';
import { type Campaigns, type Deeds, runCampaigns, startCampaigns } from './campaignRun.ts';
import { type Contact, contactsOf } from './expected.ts';

/**
 * Both campaigns of the demo, played with every contact who answers: what the product shows at the end on
 * each of its screens is compared with what the simulated providers say that contacts wrote and received.
 */

const sorted = (numbers: Iterable<string | null>) => [...numbers].map(String).sort();

async function allOptOuts(client: Client, filter: Parameters<Client['optOut']['list']>[0] = {}) {
  const items = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.optOut.list({ ...filter, limit: 200, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
}

async function listed(client: Client, filter: ConversationFilter): Promise<string[]> {
  const numbers: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.conversation.list({ ...filter, limit: 200, ...(cursor ? { cursor } : {}) });
    numbers.push(...page.items.map((row) => row.number ?? ''));
    if (page.nextCursor === null) return numbers.sort();
    cursor = page.nextCursor;
  }
}

describe.each([true, false])('the demo campaigns with auto opt-outs %s', (autoOptOut) => {
  let campaigns: Campaigns;
  let deeds: Deeds;
  let contacts: Contact[];
  /** Heed itself opted them out, as the table of the design says. */
  let byItself: Contact[];
  let optedOut: string[];
  beforeAll(async () => {
    campaigns = await startCampaigns(autoOptOut);
    deeds = await runCampaigns(campaigns);
    contacts = contactsOf(campaigns);
    byItself = contacts.filter((contact) => (autoOptOut ? contact.stopsFirst : contact.refused > 0));
    optedOut = sorted(new Set([...byItself.map(({ number }) => number), ...deeds.optedOut]));
  }, 300_000);
  afterAll(() => campaigns.close());

  it('had some hundred contacts who answered, of every kind', () => {
    const kinds = new Set(contacts.flatMap(({ said }) => said.map(({ kind }) => kind)));
    expect(contacts.filter(({ said }) => said.length > 0).length).toBeGreaterThan(250);
    expect([...kinds].sort()).toEqual([
      'auto-reply',
      'help',
      'likely-opt-out',
      'no',
      'question',
      'slogan',
      'spanish',
      'spanish-stop',
      'stop',
      'thanks',
      'wrong-number',
      'yes',
    ]);
    expect(contacts.filter(({ stopsFirst }) => stopsFirst).length).toBeGreaterThan(20);
    expect(deeds.optedOut.size).toBeGreaterThan(5);
  });

  it('sent nobody the first message twice, and nothing after the opt-out but one confirmation', async () => {
    for (const { number, got } of contacts) {
      expect([number, got.filter(({ byProvider }) => !byProvider)[0]?.body]).toEqual([
        number,
        expect.stringMatching(/opt out\.$/),
      ]);
      expect([number, got.filter(({ body }) => /opt out\.$/.test(body)).length]).toEqual([number, 1]);
    }
    for (const record of await allOptOuts(campaigns.admin, { state: 'in-force' })) {
      const contact = contacts.find(({ number }) => number === record.number);
      const after = contact?.got.filter(({ at, byProvider }) => at >= record.at && !byProvider) ?? [];
      const confirmed =
        autoOptOut && contact?.stopsFirst && !contact.stoppedByProvider && record.automatic ? 1 : 0;
      expect([record.number, after.length]).toEqual([record.number, confirmed]);
      if (confirmed) expect(after[0]?.body).toMatch(/opted out/);
    }
  });

  it('the four rows: who is opted out by itself, by what, and who answers', async () => {
    const records = await allOptOuts(campaigns.admin, { state: 'in-force' });
    const automatic = records.filter((record) => record.automatic);
    expect(sorted(new Set(automatic.map(({ number }) => number)))).toEqual(
      sorted(byItself.map(({ number }) => number)),
    );
    for (const contact of contacts.filter(({ stoppedByProvider }) => stoppedByProvider)) {
      const answers = contact.got.filter(({ byProvider }) => byProvider);
      expect([contact.number, answers.length]).toEqual([contact.number, expect.any(Number)]);
      expect(answers[0]?.body).toMatch(/unsubscribed/);
      const why = await campaigns.admin.person.why({ number: contact.number });
      expect(why.senderNumbers.filter(({ block }) => block !== 'none')).toHaveLength(1);
    }
  });

  it('the manager has exactly those who are opted out', async () => {
    const records = await allOptOuts(campaigns.admin, { state: 'in-force' });
    expect(sorted(new Set(records.map(({ number }) => number)))).toEqual(optedOut);
    const counts = await campaigns.admin.optOut.counts({ state: 'in-force' });
    expect(counts).toMatchObject({ optOuts: records.length, inForce: records.length });
    expect(await listed(campaigns.supervisor, { optedOut: true })).toEqual(optedOut);
  });

  it('the actions are what a person must still do', async () => {
    const actions = await campaigns.admin.action.list({});
    const of = (kind: string) =>
      sorted(actions.filter((action) => action.kind === kind).map(({ number }) => number));
    const open = (wanted: (contact: Contact) => boolean) =>
      sorted(
        contacts
          .filter((contact) => wanted(contact) && !optedOut.includes(contact.number))
          .map(({ number }) => number),
      );
    expect(of('opt-out-by-hand')).toEqual(autoOptOut ? [] : open(({ stops }) => stops));
    const decided = (contact: Contact) => deeds.carriedOn.has(contact.number);
    expect(of('likely-opt-out')).toEqual(
      open((contact) => (contact.likely || (autoOptOut && contact.stops)) && !decided(contact)),
    );
    expect(of('wrong-number')).toEqual(open(({ wrongNumber }) => wrongNumber));
    const held = await listed(campaigns.supervisor, { onHold: true });
    expect(held).toEqual(autoOptOut ? of('likely-opt-out') : []);
    const summary = await campaigns.admin.action.summary({});
    expect(summary.open).toBe(actions.length);
  });

  it('the dashboard counts the same people, and each figure opens its list', async () => {
    for (const { id, region } of await campaigns.admin.campaign.list({})) {
      const here = contacts.filter(
        ({ profile }) => profile === (region === 'GB' ? 'provider-2' : 'provider-1'),
      );
      const board = await campaigns.supervisor.dashboard.read({
        period: 'campaign-life',
        campaignId: id,
        zone: 'UTC',
      });
      const figure = async (found: (typeof board)['texted'], numbers: string[]) => {
        expect([found.count, found.of]).toEqual([numbers.length, expect.any(Number)]);
        expect(await listed(campaigns.supervisor, found.list)).toEqual(numbers.sort());
      };
      await figure(
        board.texted,
        here.map(({ number }) => number),
      );
      await figure(
        board.optedOut,
        here.filter(({ number }) => optedOut.includes(number)).map(({ number }) => number),
      );
      await figure(
        board.replied,
        here.filter(({ said }) => said.length > 0).map(({ number }) => number),
      );
      await figure(
        board.delivered,
        here.map(({ number }) => number),
      );
      const causes = board.causes.map(({ figure: { count } }) => count);
      expect(causes.reduce((sum, count) => sum + count, 0)).toBe(board.optedOut.count);
    }
  });

  it('the evidence of everybody says what the contact said, when, and checks out', async () => {
    for (const number of optedOut) {
      const { evidence, problems } = await campaigns.supervisor.evidence.get({ of: number });
      const contact = contacts.find((each) => each.number === number);
      expect([number, problems]).toEqual([number, []]);
      expect(evidence.optedOut).toBe(true);
      expect(evidence.requests.map(({ leftAfter }) => leftAfter)).toEqual(evidence.requests.map(() => 0));
      expect(
        evidence.texts.filter(({ direction }) => direction === 'in').map(({ body }) => body.trim()),
      ).toEqual(contact?.said.map(({ body }) => body.trim()));
      for (const request of evidence.requests) {
        if (!request.automatic || request.evidence === null) continue;
        const words = contact?.said.find(({ body }) => body.trim() === request.evidence?.trim());
        // Twilio's times are whole seconds.
        const grain = contact?.profile === 'provider-2' ? 1000 : 1;
        const at = Math.floor((words?.at ?? Number.NaN) / grain) * grain;
        expect([number, request.saidAt]).toEqual([number, at]);
      }
      const file = await campaigns.supervisor.evidence.export({ of: number, as: 'json' });
      expect(checkEvidenceFile(JSON.stringify(file)).problems).toEqual([]);
    }
    expect(verify(campaigns.core.db).problems).toEqual([]);
  });

  it('a texter never learns who opted out by themselves', async () => {
    const seen = new Set(await listed(campaigns.texter, {}));
    const hidden = byItself.filter(({ number }) => !deeds.optedOut.has(number));
    expect(hidden.filter(({ number }) => seen.has(number))).toEqual([]);
  });
});
