/** What prevents a host from starting. */
export const host = {
  alreadyOpen:
    'Heed is already open with this data folder (process {{pid}}). Use that window, close it first, or choose another folder with --data-dir. If no such process runs, delete the file heed.lock in the data folder.',
  portInUse: 'Port {{port}} on 127.0.0.1 is in use. Choose another, or 0 for any free one.',
  portForbidden: 'Port {{port}} may not be used by this user. Choose one above 1023.',
  noPort: 'The server has no port.',
  webhookPortTaken:
    'Port {{port}}, to which your provider’s calls are forwarded, is in use by another program. End that program and start Heed again. Or start Heed once with --webhook-port and another number; it is kept from then on. Then forward the calls to the new port as well.',
  notForTheDemo: 'This data folder holds an organisation. Choose another with --data-dir for the demo.',
};
