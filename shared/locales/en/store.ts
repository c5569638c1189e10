export const store = {
  keyMalformed: 'The key of the store is not in the right form.',
  restoreKey: 'Restore the key from your key store.',
  unreadable: 'The store cannot be read: its key is wrong, or the file is damaged or not a Heed store.',
  checkKey:
    'Check the passphrase or key store; if it is right, restore the latest back-up. Nothing was changed.',
  foreign: 'This file is not a Heed store.',
  development:
    'This store was made by an earlier development version of Heed, which encrypted it in another way.',
  otherFolder: 'Choose another data folder. Nothing was changed.',
  cannotOpen: 'The store cannot be opened.',
  checkFolder: 'Check that the folder exists, that you may write to it, and that the disk is not full.',
  full: 'The disk is full, so Heed cannot save anything.',
  freeSpace:
    'Free some space on the disk of the data folder. Nothing is sent until then, and nothing that was saved is lost.',
  busy: 'The store is in use by another program.',
  closeOther:
    'Close the other program, such as a second Heed or a back-up of the data folder, and try again. Nothing is sent until then.',
  damagedPart: 'The store is damaged: a part of its file cannot be read.',
  restoreLatest: 'Close Heed and restore the latest back-up. Nothing is sent until then.',
  readOnly: 'The store cannot be written.',
  giveRight:
    'Give your account the right to write in the data folder, or take away the write protection, and start Heed again. Nothing is sent until then.',
  disk: 'The disk of the data folder does not answer as it should.',
  checkDisk:
    'Check that the disk is connected and healthy, then start Heed again. Nothing is sent until then.',
  folderFull: 'The disk is full, so the data folder cannot be used.',
  freeStart: 'Free some space on its disk and start Heed again. Nothing was changed.',
  folder: 'The data folder cannot be used ({{code}}).',
  folderCheck:
    'Check that its disk is connected and that your account may read and write there, or choose another folder with --data-dir. Nothing was changed.',
  putBack:
    'Put the file heed.db back where it was, or restore the latest back-up. Heed makes no new store in its place, because that would forget who asked to stop; to begin with an empty one, choose another data folder with --data-dir.',
  gone: 'The store is gone: its file heed.db is not in its folder.',
  empty: 'The store is empty though it was in use.',
  older: 'The store is older than what Heed saved last: the newest changes are missing.',
  olderRemedy:
    'Restore the latest back-up, or put the newest copy of the store’s folder back whole, with the file heed.db-wal. To go on with the older store all the same, delete the file organisation.mark in the data folder; opt-outs since then are missing in it, and texts may go out again.',
  newer: 'This store was written by a newer Heed (version {{current}}; this Heed reads up to {{newest}}).',
  newerRemedy:
    'Install the newest Heed again and open it with that: nothing was changed, and nothing is lost. A copy from before the newer Heed may lie beside the store, named heed.db.version-{{newest}}; opt-outs since then are missing in it, so use it only if somebody who knows Heed helps you.',
  keyMissing: 'The key of the store is not in this computer’s key store.',
  keyMissingRemedy:
    'Sign in to this computer as the person who set Heed up, or restore the key. Nothing was changed.',
  demoKey: 'The key beside the demo store is gone.',
  demoKeyRemedy:
    'Delete the folder “demo” in the data folder and start the demo anew; it holds invented people only.',
  typeIt: 'Type it on the start page.',
  correct: 'Correct HEED_PASSPHRASE, or start Heed without it and type the passphrase. Nothing was changed.',
  thenStart: 'Then start Heed again.',
  couldNot: 'Heed could not open its store.',
  couldNotRemedy: 'Close Heed and start it again; if that does not help, check heed.log. ({{name}})',
  closing: 'Heed is closing.',
  startAgain: 'Start it again.',
  keystoreFile:
    'The file keystore.json in the data folder is damaged. Restore it from a back-up; nothing was changed.',
  passphraseNeeded: 'This data folder opens with a passphrase.',
  sealedForWindow:
    'The key of this store is sealed for the desktop window of Heed. Open Heed as its own program: from the menu of this computer where it is installed, else with npm start -- --electron. Nothing was changed.',
  vaultGone:
    'The store is here, but its key is not: the file vault.json or keystore.json is gone from the data folder. Put it back from a back-up of the data folder; without it nobody can read the store. Nothing was changed.',
  demanded: 'HEED_KEYSTORE is "{{value}}"; it may be passphrase or system.',
  keyring:
    'The keyring of this computer, which holds the key of this store, does not answer. Unlock or start it (GNOME Keyring, KWallet, Keychain, Credential Manager), then start Heed again. Nothing was changed.',
  keyringOfBrowser:
    'The key of this store lies in the keyring of this computer, where Heed in a browser window put it and this program cannot reach it. Open it there as before (npm start -- --browser). Nothing was changed.',
  sealedDamaged:
    'The file secrets.json in the data folder is damaged. Restore it from a back-up; nothing was changed.',
  sealedForeign:
    'The key store of this computer does not open what Heed sealed with it. Was it reset, or does another person use this computer? Nothing was changed.',
  noKeyring:
    'The key of this store is kept by the keyring of this computer, and none is running. Start it (GNOME Keyring, KWallet, KeePassXC or another that offers Secret Service), then open Heed again. Nothing was changed.',
  keyringSilent:
    'The key of this store is kept by {{keeper}}, which does not answer. Unlock it, then open Heed again. Nothing was changed.',
  vaultUnreadable: 'The key file vault.json in the data folder cannot be read.',
  vaultDamaged:
    'The key file vault.json in the data folder is damaged. Restore it from a back-up; nothing was changed.',
  wrongPassphrase: 'This is not the passphrase of this data folder.',
  noneOpen: 'No store is open.',
  setUpFirst: 'Set Heed up first.',
  already: 'Heed is set up already.',
  signIn: 'Sign in instead.',
  oneOpen: 'A store is open.',
};
