import type { JoinTrouble } from './messages.ts';

const LONGEST = 2000;
/** SHA-256 in base64url. */
const PIN = /^[\w-]{43}$/;
const TOKEN = /^[\w-]{1,200}$/;

/** A console that this computer works at. */
export type ConsoleAddress = {
  /** The origin that desks open, such as `https://texts.example.org:8443`. */
  readonly address: string;
  /** SHA-256 of the public key (SPKI, DER) in base64url; null: authorities vouch for its certificate. */
  readonly pin: string | null;
};

export type JoinLink = ConsoleAddress & {
  /** The invitation; null: the link leads to the console alone, for somebody who has an account. */
  readonly token: string | null;
};

const wrong = (problem: JoinTrouble) => ({ problem });

/** `heed://join/NAME…` as the https link that it stands for. */
const overHttps = (text: string) => text.replace(/^heed:(\/\/)?join\/(https:\/\/)?/i, 'https://');

/**
 * Reads a link to join, as a person pastes it: `https://NAME[:PORT]/#/join/TOKEN[/PIN]`, the same behind
 * `heed://join/`, or the console's address alone.
 */
export function readJoinLink(text: string): JoinLink | { readonly problem: JoinTrouble } {
  const pasted = text.trim();
  if (pasted.length > LONGEST) return wrong('link');
  const link = overHttps(pasted);
  if (!URL.canParse(link)) return wrong('link');
  const { protocol, origin, hash, username, password, pathname, search } = new URL(link);
  if (protocol === 'http:') return wrong('plain');
  if (protocol !== 'https:' || username !== '' || password !== '') return wrong('link');
  if (pathname !== '/' || search !== '') return wrong('link');
  if (hash === '' || hash === '#/') return { address: origin, token: null, pin: null };
  const [place, token = '', pin, ...more] = hash.replace(/^#\//, '').split('/');
  if (place !== 'join' || !TOKEN.test(token) || more.length > 0) return wrong('link');
  if (pin !== undefined && !PIN.test(pin)) return wrong('link');
  return { address: origin, token, pin: pin ?? null };
}
