import { describe, expect, test } from 'vitest';
import { createOrganisations } from '../../main/hosts/electron/joined/organisations.ts';
import { createPlace } from '../../main/hosts/electron/joined/place.ts';
import { temporaryFolder } from './browserHost.ts';

/** Where the desktop program works, and what it takes to go elsewhere. */

const LINK = 'https://a.example/#/join/abc';
const A = 'https://a.example';

/** A place with doubles around it that note what they were asked. */
function placed(given: { mayLeave?: boolean; mayRest?: boolean; waiting?: number; problem?: 'pin' } = {}) {
  const did: string[] = [];
  const organisations = createOrganisations(`${temporaryFolder()}/organisations.json`);
  const place = createPlace({
    organisations,
    desk: {
      look: async () => ({ problem: given.problem ?? null, version: '' }),
      connect: ({ address }) => did.push(`line to ${address}`),
      forget: (address) => did.push(`forgot ${address}`),
      end: () => did.push('lines ended'),
    },
    hasOwn: () => true,
    startCore: () => {
      did.push('core started');
      return {
        connect: () => did.push('core'),
        forget: () => undefined,
        ask: async () => ({ underWay: given.waiting ?? 0, facts: {} }),
        desktopChanged: () => undefined,
        start: () => undefined,
        close: async () => {
          did.push('core ended');
          return true;
        },
      };
    },
    mayRest: async (count) => {
      did.push(`asked about ${count} texts`);
      return given.mayRest ?? true;
    },
    mayLeave: async () => {
      did.push('asked about changes');
      return given.mayLeave ?? true;
    },
    load: async (hash) => {
      did.push(`loaded ${hash}`);
    },
    showLink: () => did.push('link shown'),
  });
  const port = () => ({ postMessage: (word: string) => did.push(word), close: () => did.push('closed') });
  const connect = () => place.connect('w', port() as unknown as Parameters<typeof place.connect>[1]);
  /** What was done since the last look. */
  const since = () => did.splice(0);
  return { place, organisations, connect, since };
}

describe('going to an organisation and back', () => {
  test('a link leads there: pages are loaded before the core ends, and windows get a line', async () => {
    const { place, connect, since } = placed();
    place.begin();
    connect();
    expect(since()).toEqual(['core started', 'heed:open', 'core']);
    expect(await place.answer({ kind: 'join', link: LINK })).toMatchObject({ here: A, trouble: null });
    expect(since()).toEqual(['asked about changes', 'loaded #/join/abc', 'core ended']);
    connect();
    await place.answer({ kind: 'open', address: null });
    expect(since()).toEqual([`line to ${A}`, 'asked about changes', 'core started', 'loaded ']);
    expect(await place.close()).toBe(true);
  });

  test('a link that does not work changes nothing, and says why', async () => {
    const { place, organisations, since } = placed({ problem: 'pin' });
    place.begin();
    expect(await place.answer({ kind: 'join', link: LINK })).toMatchObject({ here: null, trouble: 'pin' });
    expect(await place.answer({ kind: 'join', link: 'http://a.example/#/join/abc' })).toMatchObject({
      trouble: 'plain',
    });
    expect([since(), organisations.list()]).toEqual([['core started'], []]);
  });

  test('where something is unsaved, or texts wait and the person stays, nothing moves', async () => {
    const unsaved = placed({ mayLeave: false });
    unsaved.place.begin();
    expect((await unsaved.place.answer({ kind: 'join', link: LINK })).here).toBeNull();
    const waiting = placed({ waiting: 3, mayRest: false });
    waiting.place.begin();
    expect((await waiting.place.answer({ kind: 'join', link: LINK })).here).toBeNull();
    expect(waiting.since()).toEqual(['core started', 'asked about 3 texts']);
    // A link that was opened waits on, and no organisation was joined.
    waiting.place.linkOpened(LINK);
    expect(await waiting.place.answer({ kind: 'join', link: LINK })).toMatchObject({
      link: LINK,
      joined: [],
    });
  });

  test('a link with another pin for a known organisation is not given the sign-in that the first one had', async () => {
    const { place, organisations, since } = placed();
    const pin = 'p'.repeat(43);
    organisations.add({ address: A, pin });
    place.begin();
    await place.answer({ kind: 'join', link: `${LINK}/${pin}` });
    expect(since()).not.toContain(`forgot ${A}`);
    await place.answer({ kind: 'join', link: `${LINK}/${'q'.repeat(43)}` });
    expect(since()).toContain(`forgot ${A}`);
    expect(organisations.list()).toEqual([{ address: A, pin: 'q'.repeat(43), name: '' }]);
  });

  test('a start at an organisation starts no core; forgetting it goes back and forgets the sign-in', async () => {
    const { place, organisations, since } = placed();
    organisations.add({ address: A, pin: null });
    organisations.choose(A);
    place.begin();
    expect([since(), place.core()]).toEqual([[], null]);
    const state = await place.answer({ kind: 'forget', address: A });
    expect([state.here, state.joined]).toEqual([null, []]);
    expect(since()).toEqual(['asked about changes', 'core started', 'loaded ', `forgot ${A}`]);
  });

  test('an opened link is shown until the person has seen it; an unknown address leads nowhere', async () => {
    const { place, since } = placed();
    place.begin();
    place.linkOpened('heed://join/a.example/#/join/abc');
    expect(since()).toEqual(['core started', 'link shown']);
    expect((await place.answer({ kind: 'state' })).link).toBe('heed://join/a.example/#/join/abc');
    expect((await place.answer({ kind: 'link-seen' })).link).toBe('');
    expect((await place.answer({ kind: 'open', address: 'https://other.example' })).here).toBeNull();
    expect(() => place.answer({ kind: 'elsewhere' })).toThrow();
    expect(since()).toEqual([]);
  });
});
