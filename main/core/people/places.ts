import type { Place } from '../rules/types.ts';
import areaData from './data/areaCodes.json' with { type: 'json' };
import zipData from './data/zipAreas.json' with { type: 'json' };

/** "IN America/Chicago America/New_York": states, then zones. */
function entriesOf(by: Place['by'], table: Readonly<Record<string, string>>): Map<string, Place> {
  return new Map(
    Object.entries(table).map(([what, entry]) => {
      const [states = '', ...zones] = entry.split(' ');
      return [what, { by, what, zones, states: states.split(',') }];
    }),
  );
}

const areas = entriesOf('area-code', areaData.codes);
const zips = entriesOf('address', zipData.areas);

const states = new Map<string, Place>();
for (const area of areas.values()) {
  for (const state of area.states) {
    const zones = new Set([...(states.get(state)?.zones ?? []), ...area.zones]);
    states.set(state, { by: 'address', what: state, zones: [...zones], states: [state] });
  }
}

const BRITAIN: Place = { by: 'area-code', what: '44', zones: ['Europe/London'], states: [] };

/**
 * Where the owner of a number may be: every zone under its area code, whatever part of it the number is from,
 * since people keep their numbers when they move. Null for toll-free and other numbers without a place. The
 * data names its sources and date.
 */
export function placeOfNumber(e164: string): Place | null {
  if (e164.startsWith('+44')) return BRITAIN;
  return e164.startsWith('+1') ? (areas.get(e164.slice(2, 5)) ?? null) : null;
}

/** All zones of a US state, a territory or a Canadian province (two letters). */
export function placeOfState(code: string): Place | null {
  return states.get(code) ?? null;
}

/** The zones of a ZIP code's first three digits. */
export function placeOfZip(zip: string): Place | null {
  const place = zips.get(zip.slice(0, 3));
  return place ? { ...place, what: zip } : null;
}
