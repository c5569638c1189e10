export const words = {
  role: {
    admin: 'Admin',
    texter: 'Texter',
    supervisor: 'Supervisor',
  },
  region: {
    US: 'US',
    CA: 'Canada',
    GB: 'UK',
  },
  profile: {
    'provider-1': 'Provider 1',
    'provider-2': 'Provider 2',
  },
  profileRegions: {
    'provider-1': 'US and Canada',
    'provider-2': 'UK',
  },
  cause: {
    'auto-keyword': 'Keyword reply',
    'provider-signal': 'Reported by the provider',
    'provider-refused': 'Provider refused',
    'carrier-refused': 'Carrier refused',
    manual: 'By hand',
    import: 'Import',
    review: 'Review',
  },
  provider: {
    bandwidth: 'Bandwidth',
    twilio: 'Twilio',
    simulator: 'Simulator',
  },
};
