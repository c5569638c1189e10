export const about = {
  menu: 'About Heed',
  title: 'About Heed',
  version: 'Version {{version}}',
  what: 'A texting console that honours every opt-out. Free software under the MIT licence.',
  others: 'Made with the work of others',
  othersText:
    'These packages are in what you run, each under the licence named beside it. Chromium, which the desktop window brings along, lists its own in the file LICENSES.chromium.html beside its program.',
  search: 'Search packages and licences',
  shown_one: '{{count, number}} package',
  shown_other: '{{count, number}} packages',
  none: 'No package or licence of that name.',
  noText: 'This package brings no text of its licence; the name of the licence is what it declares.',
};
