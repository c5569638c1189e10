import { createAdapter } from '../../main/core/providers/index.ts';
import { VENDOR_NAMES } from '../../shared/providers/index.ts';
import { adapterSuite } from './suite.ts';
import { REACHED } from './vendors.ts';

for (const vendor of VENDOR_NAMES) {
  const { settings, stranger } = REACHED[vendor];
  adapterSuite(
    vendor,
    vendor,
    (url, deps) => createAdapter(vendor, settings(url), deps),
    (url, deps) => createAdapter(vendor, { ...settings(url), ...stranger }, deps),
  );
}
