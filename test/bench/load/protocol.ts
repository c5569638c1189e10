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

/** `begin`: texts may leave and the import starts. `report`: asks what has become of it. */
export type ToConsole = 'begin' | 'report';

export type Report = {
  readonly what: 'report';
  /** How many texts the provider has taken. */
  readonly sent: number;
  /** How many of the people in this measure are opted out. */
  readonly optedOut: number;
  readonly imported: boolean;
};
export type FromConsole = { readonly what: 'ready'; readonly base: string; readonly path: string } | Report;

export const OURS = '+12025550198';

/** Who is texted, and who sends STOP: numbers of different areas, so that nobody is both. */
export const textedNumber = (index: number) =>
  `+1212555${String(index).padStart(4, '0').slice(-4)}`.replace(
    /^\+1212/,
    `+1${212 + Math.floor(index / 10_000)}`,
  );
export const stopNumber = (index: number) => `+1503555${String(index).padStart(4, '0')}`;

/** The clock begins at noon of a working day, so texts may leave at whatever time it is measured. */
export function loadClock(): () => number {
  const ahead = NOON - Date.now();
  return () => Date.now() + ahead;
}
