/** Zones of the places that campaigns text, as the computer knows them. */
const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => /^(America|Pacific|Europe)\//.test(zone));

/** The zones to choose from, with the one that is chosen. */
export const zonesWith = (zone: string | null): string[] =>
  zone === null || ZONES.includes(zone) ? ZONES : [zone, ...ZONES];
