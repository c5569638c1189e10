import { createAdapter } from '../../main/core/providers/index.ts';
import { simulatorCredentials as ours } from '../../main/core/providers/simulator/credentials.ts';
import { VENDOR_NAMES, type VendorName } from '../../shared/providers/index.ts';
import { adapterSuite } from './suite.ts';

type Access = Readonly<Record<string, string | number>>;

/** How each vendor's adapter reaches the simulator at `url`, and credentials that are refused there. */
const REACHED: {
  readonly [V in VendorName]: { readonly settings: (url: string) => Access; readonly stranger: Access };
} = {
  bandwidth: {
    settings: (url) => ({
      accountId: ours.accountId,
      applicationId: ours.applicationId,
      clientId: ours.clientId,
      clientSecret: ours.clientSecret,
      webhookUser: ours.callbackUser,
      webhookPassword: ours.callbackPassword,
      baseUrl: url,
      tokenBaseUrl: url,
    }),
    stranger: { clientSecret: 'no' },
  },
  twilio: {
    settings: (url) => ({
      accountSid: ours.accountSid,
      secret: ours.authToken,
      absentAfterSeconds: 0,
      baseUrl: url,
    }),
    stranger: { secret: 'not-the-token' },
  },
};

for (const vendor of VENDOR_NAMES) {
  const { settings, stranger } = REACHED[vendor];
  adapterSuite(
    vendor,
    vendor,
    (url, deps) => createAdapter(vendor, settings(url), deps),
    (url, deps) => createAdapter(vendor, { ...settings(url), ...stranger }, deps),
  );
}
