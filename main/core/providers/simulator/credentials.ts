/**
 * The credentials that a simulator accepts. Fixed and public on purpose: it is a fake server on the loopback
 * address, and its adapter must be able to sign in without asking anyone.
 */
export const simulatorCredentials = {
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'simulator-auth-token',
  keySid: 'SK00000000000000000000000000000001',
  keySecret: 'simulator-key-secret',
  accountId: '9900001',
  applicationId: '00000000-0000-4000-8000-000000000001',
  clientId: 'simulator-client',
  clientSecret: 'simulator-client-secret',
  callbackUser: 'simulator-callback',
  callbackPassword: 'simulator-callback-password',
} as const;
