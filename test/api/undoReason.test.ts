import { expect, test } from 'vitest';
import { testApi } from '../helpers/api.ts';
import { restOver } from '../helpers/restApi.ts';
import { campaign, connection, conversation, senderNumber } from '../helpers/seed.ts';

/** The reason of a reversal is shown wherever the opt-out is, over REST and in both languages. */

const REASON = 'The wrong list was imported';
const NUMBER = '+12025550177';

test('undone at once, and with an import: look-up, manager, evidence and thread say why', async () => {
  const api = testApi();
  const admin = api.newcomer('admin', 'Maya');
  const token = api.tokenFor(admin.id);
  const rest = restOver(api);
  const connectionId = connection(api.core, { profile: 'provider-1' });
  const senderNumberId = senderNumber(api.core, { connectionId, number: '+12165550190' });
  const conversationId = conversation(api.core, {
    campaignId: campaign(api.core),
    number: NUMBER,
    senderNumberId,
  });
  const post = async (path: string, body: unknown) => {
    const answer = await rest('POST', path, { as: token, body });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body;
  };

  const csv = Buffer.from(`Phone\n${NUMBER}\n`);
  const { uploadId } = await post('/uploads', { name: 'list.csv', size: csv.length });
  await post(`/uploads/${uploadId}`, { offset: 0, data: csv.toString('base64') });
  const job = await post('/opt-outs/import', { uploadId, numberColumn: 0, region: 'US' });
  await api.console.imports().ended(String(job.id));
  const undo = await post(`/opt-outs/imports/${job.id}/undo`, { reason: REASON });
  await api.console.imports().ended(String(undo.id));
  api.clock.advance(60_000);
  const { optOutId } = await post(`/conversations/${conversationId}/opt-out`, { reason: 'asked' });
  await post(`/opt-outs/${optOutId}/undo`, {});

  const read = async (path: string, language: string) => {
    const { body } = await rest('GET', path, { as: token, headers: { 'accept-language': language } });
    return body as Record<string, never>;
  };
  for (const [language, atOnce, reversed] of [
    ['en', 'Undone at once', 'The opt-out was taken back'],
    ['es', 'Deshecho de inmediato', 'La baja se retiró'],
  ] as const) {
    const { why, conversations } = await read(`/lookup?number=${encodeURIComponent(NUMBER)}`, language);
    const { reversals, timeline } = why as unknown as {
      reversals: { reason: string }[];
      timeline: { text: string }[];
    };
    expect(reversals.map(({ reason }) => reason)).toEqual([atOnce, REASON]);
    for (const reason of [atOnce, REASON])
      expect(timeline.map(({ text }) => text).filter((text) => text.includes(reason))).toHaveLength(1);
    expect(JSON.stringify(conversations)).toContain(REASON);

    const { items } = await read('/opt-outs', language);
    const lines = items as unknown as {
      kind: string;
      state: string;
      reason: string;
      reversedBecause: string;
    }[];
    expect(
      lines.map(({ state, kind, reason, reversedBecause }) => [
        state,
        kind === 'reversal' ? reason : reversedBecause,
      ]),
    ).toEqual([
      ['undone', atOnce],
      ['reversed', atOnce],
      ['undone', REASON],
      ['reversed', REASON],
    ]);

    const { evidence } = await read(`/evidence?of=${encodeURIComponent(NUMBER)}`, language);
    const { deeds } = evidence as unknown as { deeds: { kind: string; text: string }[] };
    expect(deeds.filter(({ kind }) => kind === 'opt-out-reversed').map(({ text }) => text)).toEqual([
      `${reversed}: ${REASON}`,
      `${reversed}: ${atOnce}`,
    ]);
  }
});
