/**
 * The view of each place of the address, each in a file of its own. `supervised` are the conversations as a
 * supervisor sees them.
 */
export const VIEWS = {
  about: async () => (await import('./views/about/index.tsx')).AboutView,
  actions: async () => (await import('./views/actions/index.tsx')).ActionsView,
  campaigns: async () => (await import('./views/campaigns/index.tsx')).CampaignsView,
  computer: async () => (await import('./views/console/computer/index.tsx')).ComputerView,
  conversations: async () =>
    (await import('./views/conversations/AdminConversations.tsx')).AdminConversations,
  dashboard: async () => (await import('./views/dashboard/index.tsx')).DashboardView,
  evidence: async () => (await import('./views/optOuts/evidence/index.tsx')).EvidenceView,
  exercise: async () => (await import('./views/messenger/exercise/index.tsx')).ExerciseView,
  lookup: async () => (await import('./views/lookup/index.tsx')).LookupView,
  'opt-outs': async () => (await import('./views/optOuts/index.tsx')).OptOutsView,
  report: async () => (await import('./views/reports/index.tsx')).ReportView,
  results: async () => (await import('./views/results/index.tsx')).ResultsView,
  review: async () => (await import('./views/review/index.tsx')).ReviewView,
  settings: async () => (await import('./views/settings/index.tsx')).SettingsView,
  supervised: async () =>
    (await import('./views/conversations/SupervisorConversations.tsx')).SupervisorConversations,
  texter: async () => (await import('./views/messenger/index.tsx')).TexterView,
  texts: async () => (await import('./views/conversations/texts/index.tsx')).TextsView,
};

export const isView = (place: string): place is keyof typeof VIEWS => Object.hasOwn(VIEWS, place);
