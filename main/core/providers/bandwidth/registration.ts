import { parseXml, XmlElement } from '@rgrove/parse-xml';
import type { RegistrationState } from '../../../../shared/contract/senders/checklist.ts';
import { keep, written } from '../../../../shared/text/stored.ts';
import type { AdapterDeps } from '../http.ts';
import { type NumberRegistration, ProviderError } from '../provider.ts';
import type { BandwidthClient } from './client.ts';

/**
 * Bandwidth’s Campaign Management, read 2026-11-30 at dev.bandwidth.com:
 * docs/messaging/campaign-management/csp/campaign-api, and docs/account/credentials for the token, whose role
 * must be Campaign Management. It tells of each campaign its brand, what each carrier says, and its numbers;
 * campaigns that another company registered stand under `imports`. A brand has no state of its own there: one
 * whose campaign is active is registered, since the registry takes no campaign of another.
 */
const PAGE = 100;
/** An organisation has a handful; thirty requests a minute are allowed. */
const MOST_CAMPAIGNS = 20;

type Campaign = { readonly id: string; readonly brandId: string; readonly state: RegistrationState };

const childrenOf = (element: XmlElement | null, name: string): XmlElement[] =>
  (element?.children ?? []).filter(
    (node) => node instanceof XmlElement && node.name === name,
  ) as XmlElement[];
const child = (element: XmlElement | null, name: string): XmlElement | null =>
  childrenOf(element, name)[0] ?? null;
const words = (element: XmlElement, name: string): string => child(element, name)?.text.trim() ?? '';

function stateOf(campaign: XmlElement): RegistrationState {
  const carriers = childrenOf(child(campaign, 'MnoStatusList'), 'MnoStatus').map((each) =>
    words(each, 'Status').toUpperCase(),
  );
  const status = words(campaign, 'Status').toUpperCase();
  if (status === 'EXPIRED') return 'none';
  if (status === 'REJECTED' || carriers.some((each) => /REJECT|SUSPEND|FAIL/.test(each))) return 'rejected';
  if (status !== 'ACTIVE') return 'pending';
  return carriers.every((each) => each === 'APPROVED') ? 'approved' : 'pending';
}

/** @throws ProviderError where the answer is no XML */
function rootOf(text: string): XmlElement | null {
  try {
    return parseXml(text).root;
  } catch {
    throw new ProviderError(
      'malformed',
      keep('provider:read.unexpected', { provider: written('Bandwidth'), status: 200 }),
    );
  }
}

/** `10 digits`, as the account’s pages have numbers of the US. */
const plain = (number: string) => number.replace(/^\+?1?/, '');

export async function bandwidthRegistration(
  client: BandwidthClient,
  deps: AdapterDeps,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<NumberRegistration[]> {
  const read = async (path: string) => rootOf(await client.account(path, signal, deps.now()));
  const campaigns: Campaign[] = [];
  for (const [path, list, name] of [
    ['campaigns', 'Campaigns', 'Campaign'],
    ['campaigns/imports', 'ImportedCampaigns', 'ImportedCampaign'],
  ] as const) {
    const root = await read(`${path}?page=0&size=${PAGE}`).catch((error: unknown) => {
      // An account has one of the two, and is refused the other.
      if (path === 'campaigns/imports' && campaigns.length > 0) return null;
      if (path === 'campaigns' && error instanceof ProviderError && error.kind === 'credentials') return null;
      throw error;
    });
    for (const each of childrenOf(child(root, list), name))
      campaigns.push({
        id: words(each, 'CampaignId'),
        brandId: words(each, 'BrandId'),
        state: stateOf(each),
      });
  }
  const found = new Map<string, Campaign>();
  // The best campaign that a number stands in.
  const rank = ['approved', 'pending', 'rejected', 'none'];
  const sorted = campaigns.sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
  for (const campaign of sorted.slice(0, MOST_CAMPAIGNS)) {
    if (numbers.every((number) => found.has(plain(number)))) break;
    const root = await read(`campaigns/${encodeURIComponent(campaign.id)}/tn`);
    for (const each of childrenOf(child(root, 'TelephoneNumbers'), 'TelephoneNumber')) {
      const number = plain(each.text.trim());
      if (!found.has(number)) found.set(number, campaign);
    }
  }
  return numbers.map((number) => {
    const campaign = found.get(plain(number));
    if (campaign === undefined)
      return { number, brand: 'none', brandId: '', campaign: 'none', campaignId: '' };
    const brand = campaign.state === 'approved' ? 'approved' : 'pending';
    return { number, brand, brandId: campaign.brandId, campaign: campaign.state, campaignId: campaign.id };
  });
}
