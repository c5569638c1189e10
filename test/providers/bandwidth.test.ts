import { createAdapter } from '../../main/core/providers/index.ts';
import { simulatorCredentials as ours } from '../../main/core/providers/simulator/credentials.ts';
import { adapterSuite } from './suite.ts';

const settings = {
  accountId: ours.accountId,
  applicationId: ours.applicationId,
  clientId: ours.clientId,
  clientSecret: ours.clientSecret,
  webhookUser: ours.callbackUser,
  webhookPassword: ours.callbackPassword,
};

adapterSuite(
  'bandwidth',
  'provider-1',
  (baseUrl, deps) => createAdapter('bandwidth', { ...settings, baseUrl, tokenBaseUrl: baseUrl }, deps),
  (baseUrl, deps) =>
    createAdapter('bandwidth', { ...settings, baseUrl, tokenBaseUrl: baseUrl, clientSecret: 'no' }, deps),
);
