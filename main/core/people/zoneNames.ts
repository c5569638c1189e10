import { zoneClock } from '../rules/zoneClock.ts';

const EASTERN = ['America/New_York'];
const CENTRAL = ['America/Chicago'];
/** "Mountain" and "MST" may mean Arizona too. */
const MOUNTAIN = ['America/Denver', 'America/Phoenix'];
const PACIFIC = ['America/Los_Angeles'];
const ALASKA = ['America/Anchorage'];
const HAWAII = ['Pacific/Honolulu'];
const ATLANTIC = ['America/Halifax', 'America/Puerto_Rico'];
const NEWFOUNDLAND = ['America/St_Johns'];
const SAMOA = ['Pacific/Pago_Pago'];
const CHAMORRO = ['Pacific/Guam'];
const BRITAIN = ['Europe/London'];

const NAMED: Readonly<Record<string, readonly string[]>> = {
  et: EASTERN,
  est: EASTERN,
  edt: EASTERN,
  eastern: EASTERN,
  useastern: EASTERN,
  ct: CENTRAL,
  cst: CENTRAL,
  cdt: CENTRAL,
  central: CENTRAL,
  uscentral: CENTRAL,
  mt: MOUNTAIN,
  mst: MOUNTAIN,
  mdt: ['America/Denver'],
  mountain: MOUNTAIN,
  usmountain: MOUNTAIN,
  arizona: ['America/Phoenix'],
  usarizona: ['America/Phoenix'],
  pt: PACIFIC,
  pst: PACIFIC,
  pdt: PACIFIC,
  pacific: PACIFIC,
  uspacific: PACIFIC,
  akt: ALASKA,
  akst: ALASKA,
  akdt: ALASKA,
  alaska: ALASKA,
  alaskan: ALASKA,
  usalaska: ALASKA,
  hat: HAWAII,
  ht: HAWAII,
  hst: HAWAII,
  hast: HAWAII,
  hawaii: HAWAII,
  hawaiian: HAWAII,
  hawaiialeutian: HAWAII,
  ushawaii: HAWAII,
  at: ATLANTIC,
  ast: ATLANTIC,
  adt: ATLANTIC,
  atlantic: ATLANTIC,
  nt: NEWFOUNDLAND,
  nst: NEWFOUNDLAND,
  ndt: NEWFOUNDLAND,
  newfoundland: NEWFOUNDLAND,
  sst: SAMOA,
  samoa: SAMOA,
  chst: CHAMORRO,
  chamorro: CHAMORRO,
  gmt: BRITAIN,
  bst: BRITAIN,
  british: BRITAIN,
  uk: BRITAIN,
  este: EASTERN,
  centro: CENTRAL,
  montana: MOUNTAIN,
  pacifico: PACIFIC,
  atlantico: ATLANTIC,
};

/**
 * The zones that a person or a spreadsheet may mean: `America/Chicago`, `Central`, `CST`, `(UTC-06:00)
 * Central Time (US & Canada)`, `Hora del Centro`. Null if it is none.
 */
export function zonesNamed(text: string): readonly string[] | null {
  const plain = text.trim();
  if (/^[A-Za-z]+\/[A-Za-z_/+-]+\d*$/.test(plain) && zoneClock(plain) !== null) return [plain];
  const words = plain
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(?:standard|daylight|time|zone|hora|del?|la|and)\b/g, ' ')
    .replace(/[^a-z]/g, '');
  return NAMED[words] ?? null;
}
