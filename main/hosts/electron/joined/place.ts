import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { createInTurn } from '../../../core/base/inTurn.ts';
import { STORE_FILE } from '../../../core/store/presence.ts';
import { LINE_CLOSED, LINE_OPEN } from '../channel.ts';
import type { CoreWatchdog } from '../coreWatchdog.ts';
import { Ask } from './asks.ts';
import type { DeskProcess } from './deskProcess.ts';
import { readJoinLink } from './joinLink.ts';
import type { Reached } from './messages.ts';
import type { Organisations } from './organisations.ts';

/** What a page learns of the organisations. renderer/host.ts has the same as a type. */
type State = {
  readonly joined: readonly { readonly address: string; readonly name: string }[];
  readonly here: string | null;
  readonly own: boolean;
  readonly link: string;
  readonly trouble: Reached['problem'];
  readonly version: string;
};

const FINE: Reached = { problem: null, version: '' };

export type Place = {
  /** Starts this computer's own console, unless Heed works at another one. */
  begin(): void;
  /** Joins a window to where Heed works. */
  connect(windowId: string, port: MessagePortMain): void;
  forget(windowId: string): void;
  /** This computer's own console while it runs. */
  core(): CoreWatchdog | null;
  /** A question of a page. */
  answer(asked: unknown): Promise<State>;
  /** A link to join was opened: windows are to show it, and nothing is done. */
  linkOpened(link: string): void;
  /** The page of an organisation knows its name. */
  named(name: string): void;
  line(address: string, reached: Reached): void;
  /** Ends everything; whether it ended in order. */
  close(): Promise<boolean>;
};

/** Whether a data folder has a console, an organisation's or a demo. */
export const hasOwnConsole = (dataDir: string): boolean =>
  ['organisation', 'demo'].some((name) => existsSync(join(dataDir, name, STORE_FILE)));

/**
 * Where this Heed works: at its own console, or as a desk at one of the organisations that it has joined. One
 * at a time for all windows; at a desk no core runs here.
 */
export function createPlace(options: {
  readonly organisations: Organisations;
  readonly desk: DeskProcess;
  hasOwn(): boolean;
  startCore(): CoreWatchdog;
  /** Says that texts wait on this computer; whether to go all the same. */
  mayRest(count: number): Promise<boolean>;
  /** Asks where a window has unsaved changes; whether all may go. */
  mayLeave(): Promise<boolean>;
  /** Loads all windows anew, at this place of the screen. */
  load(hash: string): Promise<void>;
  /** Tells all windows to look at the link. */
  showLink(): void;
}): Place {
  const { organisations, desk } = options;
  let core: CoreWatchdog | null = null;
  let link = '';
  let line = FINE;
  const inTurn = createInTurn();

  const state = ({ problem, version }: Reached = line): State => ({
    joined: organisations.list().map(({ address, name }) => ({ address, name })),
    here: organisations.here()?.address ?? null,
    own: options.hasOwn(),
    link,
    trouble: problem,
    version,
  });

  const move = async (address: string | null, hash: string): Promise<void> => {
    const waiting = address === null ? 0 : ((await core?.ask())?.underWay ?? 0);
    if (waiting > 0 && !(await options.mayRest(waiting))) return;
    if (!(await options.mayLeave())) return;
    organisations.choose(address);
    line = FINE;
    if (address === null) core ??= options.startCore();
    await options.load(hash);
    if (address === null || core === null) return;
    const before = core;
    core = null;
    await before.close();
  };

  const joinBy = async (text: string): Promise<State> => {
    const read = readJoinLink(text);
    if ('problem' in read) return state({ problem: read.problem, version: '' });
    const reached = await desk.look(read);
    if (reached.problem !== null) return state(reached);
    const opened = link;
    const known = organisations.list().find(isAt(read.address));
    // Whoever has the new key has not been signed in to.
    if (known !== undefined && known.pin !== read.pin) desk.forget(read.address);
    link = '';
    organisations.add(read);
    await move(read.address, read.token === null ? '' : `#/join/${read.token}`);
    if (organisations.here()?.address === read.address) return state();
    // The person stays, so nothing was joined, and the link waits for them.
    link = opened;
    if (known === undefined) organisations.forget(read.address);
    return state();
  };

  const forget = async (address: string): Promise<void> => {
    if (organisations.here()?.address === address) await move(null, '');
    // Something was unsaved, and the person stays.
    if (organisations.here()?.address === address) return;
    organisations.forget(address);
    desk.forget(address);
  };

  return {
    begin: () => {
      if (organisations.here() === null) core = options.startCore();
    },
    connect: (windowId, port) => {
      const here = organisations.here();
      if (here !== null) return desk.connect(here, port);
      port.postMessage(core === null ? LINE_CLOSED : LINE_OPEN);
      return core === null ? port.close() : core.connect(windowId, port);
    },
    forget: (windowId) => core?.forget(windowId),
    core: () => core,
    answer: (raw) => {
      const ask = Ask.parse(raw);
      if (ask.kind === 'join') return inTurn(() => joinBy(ask.link));
      if (ask.kind === 'link-seen') link = '';
      if (ask.kind === 'forget') return inTurn(() => forget(ask.address).then(() => state()));
      if (ask.kind === 'open' && (ask.address === null || organisations.list().some(isAt(ask.address))))
        return inTurn(() => move(ask.address, '').then(() => state()));
      return Promise.resolve(state());
    },
    linkOpened: (opened) => {
      link = opened;
      options.showLink();
    },
    named: (name) => {
      const here = organisations.here();
      if (here !== null) organisations.name(here.address, name);
    },
    line: (address, reached) => {
      if (organisations.here()?.address === address) line = reached;
    },
    close: async () => {
      desk.end();
      return inTurn(async () => (await core?.close()) ?? true);
    },
  };
}

const isAt = (address: string) => (each: { readonly address: string }) => each.address === address;
