import { NOON } from '../../helpers/core.ts';

/** What the processes of this measure say to each other, over IPC. */

export type Load = {
  readonly storeDir: string;
  readonly csv: string;
  readonly simulatorUrl: string;
  /** Texts that wait to leave, and how many of them may leave in a second. */
  readonly texts: number;
  readonly perSecond: number;
  readonly contacts: number;
  readonly stops: number;
};

/** `begin`: texts may leave and the import starts. `report`: what has become of it. */
export type ToConsole = 'begin' | 'report';

export type Report = {
  readonly what: 'report';
  /** Texts that the provider has taken. */
  readonly sent: number;
  /** People of the load who are opted out. */
  readonly optedOut: number;
  readonly imported: boolean;
};
export type FromConsole = { readonly what: 'ready'; readonly base: string; readonly path: string } | Report;

export const OURS = '+12025550198';

/** Who is texted, and who says STOP: numbers of different areas, so that they are not the same people. */
export const textedNumber = (index: number) =>
  `+1212555${String(index).padStart(4, '0').slice(-4)}`.replace(
    /^\+1212/,
    `+1${212 + Math.floor(index / 10_000)}`,
  );
export const stopNumber = (index: number) => `+1503555${String(index).padStart(4, '0')}`;

/** Noon of a working day, and on from there: texts may leave whenever it is measured. */
export function loadClock(): () => number {
  const ahead = NOON - Date.now();
  return () => Date.now() + ahead;
}
