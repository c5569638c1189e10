import type { Profile, Region } from '../schema/words.ts';
import { language } from '../text/language.ts';
import { t } from '../text/say.ts';
import { type ProviderName, VENDOR_NAMES, VENDORS, type VendorName, vendorsServing } from './index.ts';

const listed = (parts: readonly string[], type: 'conjunction' | 'disjunction') =>
  new Intl.ListFormat(language(), { type }).format(parts);

export const providerName = (provider: ProviderName): string => t(`provider:${provider}.name`);

/** Names of vendors: "Bandwidth", or with several "Bandwidth or Twilio". */
export const vendorNames = (vendors: readonly VendorName[]): string =>
  listed(vendors.map(providerName), 'disjunction');

/** Names of regions: "US and Canada". */
export const regionNames = (regions: readonly Region[]): string =>
  listed(
    regions.map((region) => t(`words:region.${region}`)),
    'conjunction',
  );

/** Vendors with the regions that they serve: "Bandwidth (US, CA)". */
const withRegions = (vendors: readonly VendorName[]) =>
  listed(
    vendors.map((vendor) => {
      const regions = VENDORS[vendor].regions.map((region) => t(`words:regionShort.${region}`));
      return `${providerName(vendor)} (${regions.join(', ')})`;
    }),
    'disjunction',
  );

const vendorsOf = (profile: Profile) =>
  VENDOR_NAMES.filter((vendor) => VENDORS[vendor].optOuts.profile === profile);

/** The vendors that stand under a profile, by name alone. */
export const namesUnder = (profile: Profile): string => vendorNames(vendorsOf(profile));

/** A profile's name on the screen: its vendors and their regions. */
export const profileName = (profile: Profile): string => withRegions(vendorsOf(profile));

/** The vendors that send texts to a region. */
export const carriersOf = (region: Region): string => withRegions(vendorsServing(region));

/** "Bandwidth for US and Canada campaigns or Twilio for UK campaigns". */
export const vendorsOnOffer = (): string =>
  listed(
    VENDOR_NAMES.map((vendor) =>
      t('settings:connections.vendorFor', {
        vendor: providerName(vendor),
        regions: regionNames(VENDORS[vendor].regions),
      }),
    ),
    'disjunction',
  );
