import ipaddr from 'ipaddr.js';

/** One person has a whole /64 of IPv6 addresses, so that much counts as one. Bits. */
const IPV6_PREFIX = 64;

/**
 * By what callers from elsewhere are counted: their IPv4 address, or the network of their IPv6 address. An
 * address that cannot be read stands for itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const read = ipaddr.process(address);
  if (read.kind() === 'ipv4') return read.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${read.toNormalizedString()}/${IPV6_PREFIX}`);
  return `${network.toString()}/${IPV6_PREFIX}`;
}
