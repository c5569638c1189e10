import { createAdapter } from '../../main/core/providers/index.ts';
import { simulatorCredentials as ours } from '../../main/core/providers/simulator/credentials.ts';
import { adapterSuite } from './suite.ts';

const settings = { accountSid: ours.accountSid, secret: ours.authToken, absentAfterSeconds: 0 };

adapterSuite(
  'twilio',
  'provider-2',
  (baseUrl, deps) => createAdapter('twilio', { ...settings, baseUrl }, deps),
  (baseUrl, deps) => createAdapter('twilio', { ...settings, baseUrl, secret: 'not-the-token' }, deps),
);
