export const backup = {
  notHalted: 'Sending is not halted.',
  otherOrganisation:
    'This file is of another organisation. Opt-outs of two organisations cannot be united; nothing was changed.',
  mayStillSend:
    'This file is of a console that may still be sending. Export it there with “This computer stops sending”, and import that file. Nothing was changed.',
  noBackup: 'This back-up is no longer in the folder.',
  noKey: 'This computer no longer has the key that this back-up was made with.',
  busy: 'A back-up, restore, export or import is under way. Wait until it has ended.',
  folderUnusable:
    'This folder cannot be used: {{why}}. Choose a folder that exists and that your account may write to.',
  notOurs: 'This is not a file that Heed exported, or the passphrase is wrong. Nothing was changed.',
  damaged: 'This file is damaged. Choose another one. Nothing was changed.',
  newer: 'This file was written by a newer Heed. Install the newest one first. Nothing was changed.',
  failed: 'The copy could not be made. Check the free space and the rights of the folder.',
  wrongPassword: 'No admin of this back-up has this login and password.',
  tooManyTries: 'Too many wrong passwords. Wait a quarter of an hour.',
};
