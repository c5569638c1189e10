import { simulatorCredentials as ours } from '../../main/core/providers/simulator/credentials.ts';
import { createTwilioAdapter } from '../../main/core/providers/twilio/adapter.ts';
import { adapterSuite } from './suite.ts';

const settings = { accountSid: ours.accountSid, secret: ours.authToken, absentAfterSeconds: 0 };

adapterSuite(
  'twilio',
  'provider-2',
  (baseUrl, deps) => createTwilioAdapter({ ...settings, baseUrl }, deps),
  (baseUrl, deps) => createTwilioAdapter({ ...settings, baseUrl, secret: 'not-the-token' }, deps),
);
