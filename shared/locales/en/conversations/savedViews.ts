export const savedViews = {
  open: 'Saved',
  label: 'Saved views',
  none: 'No view is saved yet.',
  remove: 'Remove the saved view {{name}}',
  as: 'Save this view as',
  first: 'Search or filter first.',
  share: 'Share with all admins and supervisors',
  isShared: 'shared',
  sharedBy: 'Shared by {{name}}',
  notSaved: 'Not saved',
  notRemoved: 'Not removed',
};
