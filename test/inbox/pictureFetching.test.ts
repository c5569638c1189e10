import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { createPictureFetcher } from '../../main/core/inbox/pictureFetcher.ts';
import { createAdapter } from '../../main/core/providers/index.ts';
import type { Adapter } from '../../main/core/providers/provider.ts';
import { simulatorCredentials } from '../../main/core/providers/simulator/credentials.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { all } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { messenger } from '../helpers/messenger.ts';
import { plain, SECRET, tellTale } from '../helpers/pictures.ts';
import { restOver } from '../helpers/restApi.ts';
import { answerJson, startServer, type TestServer } from '../providers/http-server.ts';

const ACCOUNT = '5500001';
const DAY = 86_400_000;

/** What a provider that was broken into may answer for a picture, by the name of its file. */
const FILES: Readonly<Record<string, (answer: Parameters<Parameters<typeof startServer>[0]>[1]) => void>> = {
  'good.jpeg': (answer) => answer.writeHead(200, { 'content-type': 'image/jpeg' }).end(tellTale('jpeg')),
  // The header lies, and the bytes count.
  'called-text.png': (answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end(plain('png')),
  'page.jpg': (answer) =>
    answer.writeHead(200, { 'content-type': 'image/jpeg' }).end('<script>alert(1)</script>'),
  'huge.jpg': (answer) => {
    answer.writeHead(200, { 'content-length': '1073741824' });
    answer.write(plain('jpeg'));
  },
  'endless.jpg': (answer) => {
    answer.writeHead(200);
    const more = () => {
      while (!answer.destroyed && answer.write(Buffer.alloc(256 * 1024)));
    };
    answer.on('drain', more);
    more();
  },
  'cut.jpg': (answer) => {
    answer.writeHead(200, { 'content-length': '798' });
    answer.write(plain('jpeg').subarray(0, 300), () => answer.destroy());
  },
  'half.png': (answer) => answer.writeHead(200).end(plain('png').subarray(0, 100)),
  'bomb.gif': (answer) => {
    const bomb = Buffer.from(plain('gif'));
    bomb.writeUInt32LE(0xffff_ffff, 6);
    answer.writeHead(200).end(bomb);
  },
  'both.gif': (answer) => answer.writeHead(200).end(tellTale('gif')),
  'away.jpg': (answer) => answer.writeHead(302, { location: `${thief.url}/take` }).end(),
  'gone.jpg': (answer) => answer.writeHead(404).end(),
  'busy.jpg': (answer) => answer.writeHead(500).end(),
};

let provider: TestServer;
let thief: TestServer;
let adapter: Adapter;
const world = () => {
  const d = messenger('US', { contacts: 14, firstResponseOnly: false });
  const api = testApi({ made: d.made });
  const fetcher = createPictureFetcher(d.core, () => adapter);
  const comes = (which: number, name: string, body = 'our dog', at = `${provider.url}${below}`) =>
    d.receive({
      ...d.provider.says(d.numbers[which] ?? '', d.senders[0]?.number ?? '', body, d.clock.now()),
      pictures: 1,
      pictureSources: [`${at}${name}`],
    });
  const shown = async (which: number, as = d.texterId) => {
    const id = d.conversations[0]?.[which] ?? '';
    const last = (await api.as(as).conversation.get({ id })).messages.findLast(
      ({ direction }) => direction === 'in',
    );
    return { body: last?.body, picture: last?.pictures?.[0] };
  };
  return { d, api, fetcher, comes, shown };
};
const below = `/api/v2/users/${ACCOUNT}/media/0b6d/0/`;

beforeAll(async () => {
  thief = await startServer((_, answer) => void answer.end(plain('png')));
  provider = await startServer(({ url, headers }, answer) => {
    if (url.endsWith('/token')) return answerJson(answer, 200, { access_token: 'secret', expires_in: 3600 });
    if (headers.authorization !== 'Bearer secret') return void answer.writeHead(401).end();
    const file = FILES[url.slice(below.length)];
    if (!url.startsWith(below) || file === undefined) return void answer.writeHead(404).end();
    file(answer);
  });
  adapter = createAdapter(
    'bandwidth',
    {
      accountId: ACCOUNT,
      applicationId: 'a',
      clientId: 'c',
      clientSecret: 's',
      baseUrl: provider.url,
      tokenBaseUrl: provider.url,
    },
    { now: () => Date.now() },
  );
});
afterAll(async () => {
  await provider.close();
  await thief.close();
});

describe('what a provider may answer', () => {
  test('pictures are checked, cleaned and shown; whatever else comes is not, and nothing goes elsewhere', async () => {
    const { d, api, fetcher, comes, shown } = world();
    for (const id of d.conversations[0] ?? []) d.send(id, 'initial', 'Will you vote?');
    await d.dispatch();
    const names = Object.keys(FILES);
    names.forEach((name, which) => {
      d.clock.advance(1000);
      // Words under the picture are taken in at once, whatever becomes of it.
      comes(which, name, name === 'endless.jpg' ? 'STOP' : `about ${name}`);
    });
    const stopped = names.indexOf('endless.jpg');
    expect(d.row(d.conversations[0]?.[stopped] ?? '')).toMatchObject({ opt_state: 'automatic' });
    expect((await shown(0)).picture).toMatchObject({ state: 'waiting', folded: false });
    // Bandwidth's own address is asked for at the connection's; another one is not asked at all.
    comes(12, 'good.jpeg', 'mine', `https://messaging.bandwidth.com${below}`);
    comes(13, 'good.jpeg', 'theirs', `${thief.url}${below}`);

    await fetcher.turn();
    const found = new Map<string, unknown>();
    for (const [which, name] of names.entries()) {
      const { picture } = await shown(which, d.adminId);
      found.set(name, picture?.state === 'failed' ? picture.problem : picture?.state);
    }
    expect(Object.fromEntries(found)).toEqual({
      'good.jpeg': 'there',
      'called-text.png': 'there',
      'page.jpg': 'kind',
      'huge.jpg': 'too-large',
      'endless.jpg': 'too-large',
      'cut.jpg': 'waiting',
      'half.png': 'damaged',
      'bomb.gif': 'too-large',
      'both.gif': 'there',
      'away.jpg': 'elsewhere',
      'gone.jpg': 'gone',
      'busy.jpg': 'waiting',
    });
    expect((await shown(12)).picture).toMatchObject({ state: 'there' });
    expect((await shown(13)).picture).toMatchObject({ state: 'failed', problem: 'elsewhere' });
    expect(thief.received).toEqual([]);

    // As bytes, over REST, to whoever may read the text.
    const rest = restOver(api);
    const { picture } = await shown(0);
    expect(picture).toMatchObject({ kind: 'jpeg', width: 16, height: 24, folded: false });
    const { body } = await rest('GET', `/pictures/${picture?.id}`, { as: api.tokenFor(d.texterId) });
    const bytes = Buffer.from(String(body.content), 'base64');
    expect(body).toMatchObject({ type: 'image/jpeg', bytes: bytes.length });
    expect(bytes.includes(SECRET)).toBe(false);
    // The same picture from two people is kept once.
    expect(all(d.core.db, 'SELECT id FROM picture')).toHaveLength(3);

    // Nobody sees more than the texts: not another texter, not after an automatic opt-out.
    const other = api.newcomer('texter').client;
    expect((await refusal(other.picture.get({ id: picture?.id ?? '' }))).code).toBe('NOT_FOUND');
    d.says(d.numbers[0] ?? '', 'STOP');
    const texter = api.as(d.texterId);
    expect(await refusal(texter.picture.get({ id: picture?.id ?? '' }))).toEqual(
      await refusal(texter.picture.get({ id: 'none' })),
    );
    expect((await api.as(d.adminId).picture.get({ id: picture?.id ?? '' })).hash).toBe(body.hash);

    // What could not be had is tried for two days, then a person may have it tried again.
    const asked = () => provider.received.filter(({ url }) => url.endsWith('busy.jpg')).length;
    const before = asked();
    await fetcher.turn();
    expect(asked()).toBe(before);
    d.clock.advance(60_000);
    await fetcher.turn();
    expect(asked()).toBe(before + 1);
    // A clock that ran ahead puts nothing off beyond the longest wait.
    d.clock.advance(DAY);
    await fetcher.turn();
    expect(asked()).toBe(before + 2);
    d.clock.advance(-DAY);
    await fetcher.turn();
    expect(asked()).toBe(before + 3);
    await fetcher.turn();
    expect(asked()).toBe(before + 3);
    d.clock.advance(3 * DAY);
    await fetcher.turn();
    const busy = names.indexOf('busy.jpg');
    const given = (await shown(busy)).picture;
    expect(given).toMatchObject({ state: 'failed', problem: 'unreachable' });
    const later = api.as(d.texterId);
    expect((await refusal(later.picture.get({ id: given?.id ?? '' }))).code).toBe('CONFLICT');
    expect((await refusal(later.picture.tryAgain({ id: given?.id ?? '' }))).code).toBe('FORBIDDEN');
    await api.as(d.adminId).picture.tryAgain({ id: given?.id ?? '' });
    expect((await shown(busy)).picture).toMatchObject({ state: 'waiting', problem: null });

    // The evidence names it by its hash; an erased person's is deleted, another's of the same stays.
    const evidence = await api.as(d.adminId).evidence.get({ of: d.numbers[0] ?? '' });
    const listed = evidence.evidence.texts.flatMap(({ pictures = [] }) => pictures);
    expect(listed).toEqual([{ kind: 'jpeg', bytes: bytes.length, hash: body.hash }]);
    const erase = (which: number) =>
      d.core.write((tx) =>
        erasePerson(d.core, tx, {
          subject: d.core.subject(d.numbers[which] ?? ''),
          reason: 'asked',
          actorId: d.adminId,
        }),
      );
    erase(0);
    expect((await refusal(api.as(d.adminId).picture.get({ id: picture?.id ?? '' }))).code).toBe('NOT_FOUND');
    expect((await shown(12)).picture).toMatchObject({ state: 'there' });
    erase(12);
    expect(all(d.core.db, "SELECT id FROM picture WHERE kind = 'jpeg'")).toEqual([]);
    d.close();
  });

  test('folded away: abuse, or a picture of somebody who never wrote; a setting decides', async () => {
    const { d, api, comes, shown } = world();
    comes(0, 'good.jpeg', '');
    comes(1, 'good.jpeg', 'hello');
    comes(2, 'good.jpeg', 'fuck you');
    d.says(d.numbers[3] ?? '', 'fuck you');
    d.clock.advance(1000);
    comes(3, 'good.jpeg', 'look');
    d.says(d.numbers[4] ?? '', 'hello');
    d.clock.advance(1000);
    comes(4, 'good.jpeg', '');
    const folded = () => Promise.all([0, 1, 2, 3, 4].map(async (n) => (await shown(n)).picture?.folded));
    expect(await folded()).toEqual([true, false, true, true, false]);
    const admin = api.as(d.adminId);
    await admin.settings.update({ foldPictures: 'always' });
    expect(await folded()).toEqual([true, true, true, true, true]);
    await admin.settings.update({ foldPictures: 'never' });
    expect(await folded()).toEqual([false, false, false, false, false]);
    d.close();
  });

  test('a text from a number that nobody knows: its picture is for admins and supervisors', async () => {
    const { d, api, fetcher, comes } = world();
    const text = d.provider.says('+12025550199', d.senders[0]?.number ?? '', '', d.clock.now());
    d.receive({ ...text, pictures: 1, pictureSources: [`${provider.url}${below}good.jpeg`] });
    comes(0, 'good.jpeg');
    await fetcher.turn();
    const [{ id } = { id: '' }] = all<{ id: string }>(
      d.core.db,
      'SELECT p.id FROM message_picture p JOIN message m ON m.id = p.message_id WHERE m.conversation_id IS NULL',
    );
    const supervisor = api.newcomer('supervisor').client;
    expect((await supervisor.picture.get({ id })).kind).toBe('jpeg');
    // Whoever decides whether it asks to stop sees it there, since it has no thread.
    const { items } = await supervisor.action.page({});
    expect(items).toMatchObject([{ rule: 'picture', pictures: [{ id, state: 'there', folded: true }] }]);
    expect((await refusal(api.as(d.texterId).picture.get({ id }))).code).toBe('NOT_FOUND');
    d.close();
  });
});

describe('Twilio', () => {
  const CONFIG = { accountSid: simulatorCredentials.accountSid, secret: simulatorCredentials.authToken };
  const asked = (providerId: string) => ({ providerId, position: 0, source: '', longest: 5_000_000 });
  const quiet = () => new AbortController().signal;

  test('a picture is found by its text, and its signed address gets no credentials', async () => {
    const simulator = await startSimulator({ profile: 'provider-2' });
    const twilio = createAdapter('twilio', { ...CONFIG, baseUrl: simulator.url }, { now: () => Date.now() });
    const file = plain('webp').toString('base64');
    const text = { from: '+447700900123', to: '+447700900100', body: '' };
    const { id } = simulator.control.reply({ ...text, media: [file] });
    const pulled = await twilio.pull({ cursor: null, numbers: [text.to], openSince: null }, quiet());
    expect(pulled.inbound).toMatchObject([{ providerId: id, pictures: 1 }]);
    const answer = await twilio.fetchPicture(asked(id), quiet());
    expect(answer.kind === 'bytes' && Buffer.from(answer.bytes).equals(plain('webp'))).toBe(true);
    const signed = simulator.control.requests().filter(({ path }) => path.startsWith('/signed-media/'));
    expect(signed).toMatchObject([{ auth: 'none' }]);
    expect(await twilio.fetchPicture({ ...asked(id), position: 1 }, quiet())).toMatchObject({ why: 'gone' });
    await simulator.close();
  });

  test('a redirect leads to its own hosts, and nowhere else', async () => {
    const places = [`${thief.url}/take`, 'http://169.254.169.254/latest', 'file:///etc/passwd', '//x.test/'];
    let to = '';
    const server = await startServer(({ url }, answer) => {
      if (url.endsWith('Media.json'))
        return answerJson(answer, 200, { media_list: [{ sid: `ME${'0'.repeat(32)}` }] });
      answer.writeHead(307, { location: to }).end();
    });
    const twilio = createAdapter('twilio', { ...CONFIG, baseUrl: server.url }, { now: () => Date.now() });
    for (to of [...places, `${server.url}/round`])
      expect(await twilio.fetchPicture(asked('MM1'), quiet()), to).toEqual({
        kind: 'refused',
        why: 'elsewhere',
      });
    expect(thief.received).toEqual([]);
    await server.close();
  });
});
