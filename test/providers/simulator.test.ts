import { createAdapter } from '../../main/core/providers/index.ts';
import { vendorOf } from '../../shared/providers/index.ts';
import { adapterSuite } from './suite.ts';

for (const profile of ['provider-1', 'provider-2'] as const) {
  const make: Parameters<typeof adapterSuite>[2] = (baseUrl, deps) =>
    createAdapter('simulator', { baseUrl, profile }, deps);
  adapterSuite(`simulator as ${profile}`, vendorOf({ provider: 'simulator', profile }), make, null);
}
