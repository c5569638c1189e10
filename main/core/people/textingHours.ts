import { CampaignHours } from '../../../shared/contract/campaigns.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { anywhere } from '../rules/quietHours.ts';
import { both } from '../rules/stateHours.ts';
import type { Place, TextingHours } from '../rules/types.ts';
import { placesOfFields } from './address.ts';
import { placeOfNumber } from './places.ts';

/** What the store knows of a contact that decides when they may be texted. */
export type ContactPlace = {
  readonly region: Region;
  /** E.164; null once erased. */
  readonly number: string | null;
  /** Merge fields as JSON; null without a conversation. */
  readonly fields: string | null;
  /** The campaign's own hours as JSON; null: none. */
  readonly hours: string | null;
};

/**
 * Where a contact may be: by the number, the address and the campaign. Read each time, so that newer data
 * counts at once (decision 20).
 */
function placesOf({ region, number, fields, hours }: ContactPlace): Place[] {
  const byNumber = number === null ? null : placeOfNumber(number);
  const byAddress = fields === null ? [] : placesOfFields(fields, region);
  const zone = hours === null ? null : CampaignHours.parse(JSON.parse(hours)).zone;
  const places = byNumber === null ? [...byAddress] : [byNumber, ...byAddress];
  if (places.length === 0) places.push(anywhere(region));
  if (zone !== null) places.push({ by: 'campaign', what: zone, zones: [zone], states: [] });
  return places;
}

/** Everything that decides about the hour. `off`: nobody lives behind the numbers. */
export function textingHours(contact: ContactPlace, settings: Settings, off: boolean): TextingHours {
  if (off) {
    return {
      region: contact.region,
      places: [],
      quietHours: { sendFrom: 0, sendUntil: 1440 },
      stateLaws: false,
    };
  }
  const own = contact.hours === null ? null : CampaignHours.parse(JSON.parse(contact.hours));
  const quietHours = both(settings.quietHours, {
    sendFrom: own?.sendFrom ?? 0,
    sendUntil: own?.sendUntil ?? 1440,
  });
  return {
    region: contact.region,
    places: placesOf(contact),
    quietHours,
    stateLaws: settings.stateHours && contact.region !== 'GB',
  };
}

/**
 * The zones in which the contact may be; null where nothing tells. For the time that is shown beside the
 * name.
 */
export function knownZones(contact: ContactPlace): string[] | null {
  const known = placesOf(contact).filter((place) => place.by === 'area-code' || place.by === 'address');
  const zones = new Set(known.flatMap((place) => place.zones));
  return zones.size === 0 ? null : [...zones];
}

/** The zones in which the contact may be: all of their region's where nothing tells. */
export function ownZones(contact: ContactPlace): readonly string[] {
  return knownZones(contact) ?? anywhere(contact.region).zones;
}
