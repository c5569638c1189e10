import { readAnyNumber } from '../schema/phone.ts';
import { idFor, type SystemCell, type SystemName } from './systems.ts';

/** Ten digits in the United States and Canada, else E.164. */
export const nationalOf = (number: string) =>
  readAnyNumber(number, 'US').ok && number.startsWith('+1') ? number.slice(2) : number;

/** Who an export's row is about, whatever it says of them. */
export type Person = {
  readonly number: string | null;
  readonly externalId: string;
  readonly firstName: string;
  readonly lastName: string;
};

/** What each cell says of a person; `answers` and what is about a campaign is left to the caller. */
export function personCell(system: SystemName, cell: SystemCell, person: Person): string | undefined {
  if (cell === 'id') return idFor(system, person.externalId) ?? '';
  if (cell === 'firstName' || cell === 'lastName') return person[cell];
  if (cell === 'number') return person.number ?? '';
  if (cell === 'nationalNumber') return person.number === null ? '' : nationalOf(person.number);
  return undefined;
}
