import { simulatorCredentials as ours } from '../../main/core/providers/simulator/credentials.ts';
import type { VendorName } from '../../shared/providers/index.ts';

/** What the tests of all adapters must know of each vendor; one that is missing here does not compile. */

/** How vendors differ where the suite has to know. `refused`: what a 400 with this code is about. */
export const DIFFERENCES = {
  bandwidth: {
    blockedLater: 4775,
    blockedClass: 'carrier-opt-out',
    expired: '4360',
    unknown: '4999',
    newRefusal: { status: 400, code: 'something-new' },
    refused: [
      ['forbidden', 'configuration'],
      ['request-validation', 'failed'],
    ],
    givesTagBack: true,
  },
  twilio: {
    blockedLater: 21610,
    blockedClass: 'recipient-blocked',
    expired: '30036',
    unknown: '30999',
    newRefusal: { status: 403, code: 21999 },
    refused: [
      [21612, 'route'],
      [21408, 'route'],
      [21606, 'sender'],
      [20005, 'configuration'],
    ],
    givesTagBack: false,
  },
} as const satisfies Record<VendorName, object>;

type Access = Readonly<Record<string, string | number>>;

/** How each vendor's adapter reaches the simulator at `url`, and credentials that are refused there. */
export const REACHED: {
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
