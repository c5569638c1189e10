import { type App, dialog } from 'electron';
import { t } from '../../../shared/text/say.ts';
import { readJoinLink } from './joined/joinLink.ts';

/**
 * Links that open Heed, such as heed://open and heed://join/NAME/#/join/TOKEN. A click on one anywhere starts
 * Heed with the link as an argument.
 */

const LINK_SCHEME = 'heed';
const LONGEST = 2000;
const isLink = (text: string) => /^heed:/i.test(text);

/**
 * What a link asks for. Only exact matches count, since a link may come from anybody; everything else is
 * `unknown`. Null: it is no link of ours.
 */
export function readLink(text: string): 'open' | 'join' | 'unknown' | null {
  if (!isLink(text)) return null;
  if (text.length > LONGEST) return 'unknown';
  if (/^heed:(\/\/)?join\//i.test(text)) {
    const read = readJoinLink(text);
    return 'address' in read && read.token !== null ? 'join' : 'unknown';
  }
  return /^heed:(\/\/)?(open)?\/?$/i.test(text) ? 'open' : 'unknown';
}

/** The link among a process's arguments; null where there is none. */
const linkIn = (argv: readonly string[]): string | null => argv.find(isLink) ?? null;

/**
 * The arguments that come from a person or the system. Those from the link on are left out, since they may
 * be part of it.
 */
export function withoutLink(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((argument) => isLink(argument) || argument === '--');
  return at === -1 ? argv : argv.slice(0, at);
}

type Ways = {
  /** Brings a window to the front, or opens one. */
  open(): void;
  /** Shows a link to join on the screen, where the person decides. */
  join(link: string): void;
};

/** A link opens Heed's window; for an unknown one a dialog says so, and nothing is done. */
function follow(link: string, { open, join }: Ways): void {
  open();
  const read = readLink(link);
  if (read === 'join') join(link);
  if (read !== 'unknown') return;
  void dialog.showMessageBox({
    type: 'info',
    title: 'Heed',
    message: t('computer:link.unknown'),
    detail: t('computer:link.detail'),
    buttons: [t('computer:link.close')],
    noLink: true,
  });
}

type Linked = Pick<App, 'on' | 'isPackaged' | 'setAsDefaultProtocolClient'>;

/**
 * Follows links of this start, of later starts, and those that macOS hands over. A packed Heed registers
 * such links with the system; the two hyphens keep a link from being read as an option.
 */
export function followLinks(app: Linked, ways: Ways, argv: readonly string[] = process.argv): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, ['--']);
  app.on('second-instance', (_event, given) => {
    const link = linkIn(given);
    if (link === null) ways.open();
    else follow(link, ways);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    follow(link, ways);
  });
  const first = linkIn(argv);
  // The first window opens by itself.
  if (first !== null) follow(first, { ...ways, open: () => undefined });
}
