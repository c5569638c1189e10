export const about = {
  menu: 'About Heed',
  title: 'About Heed',
  version: 'Version {{version}}',
  what: 'A texting console that honours every opt-out. Free software under the MIT licence.',
  others: 'Made with the work of others',
  othersText:
    'Heed includes these packages, each under the licence named beside it. Chromium, part of the desktop window, lists its own in the file LICENSES.chromium.html beside the program.',
  search: 'Search packages and licences',
  shown_one: '{{count, number}} package',
  shown_other: '{{count, number}} packages',
  none: 'No package or licence has that name.',
  noText: 'This package comes without the text of its licence; the name is the one it declares.',
};
