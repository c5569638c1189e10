export const accounts = {
  copied: 'Copied',
  copy: 'Copy',
  done: 'Done',
  personOnly: 'This is for a person who signed in, not for an API key.',
  viewing: 'You are looking as {{name}} does, so nothing can be changed. Stop viewing first.',
  duty: {
    password: 'Choose a password of your own first: the one that you have is good for once.',
    'second-factor': 'Your role signs in with a second factor. Set it up first.',
  },
  signIn: {
    codeNeeded: 'Type the code of your authenticator app as well.',
    locked: 'Too many attempts. Wait and try again.',
  },
  password: {
    same: 'Choose another password than the present one.',
  },
  recover: {
    act: 'Recover…',
    of: 'Recover the account of {{name}}',
    column: 'Sign-in',
    pending: 'one-time password',
    title: 'Let {{name}} sign in again?',
    lead: '{{name}} gets a one-time password, good for one sign-in within three days, and must then choose a new one. Their present password stops working, and they are signed out everywhere.',
    clear: 'Their authenticator app and recovery codes are lost, too',
    clearMeans:
      'Removes their second factor. Be sure that it is really them: until they set it up again, the password alone lets them in.',
    make: 'Make a one-time password',
    failed: 'The account was not recovered',
    tell: 'Tell it to {{name}} in person. It works until {{until}} and is not shown again.',
    password: 'One-time password',
    self: 'You are signed in: change your own password in your account.',
  },
  second: {
    short: 'second factor',
    alreadyOn: 'You sign in with a second factor already. Turn it off first.',
    notBegun: 'Begin the set-up again: there is nothing to confirm.',
    wrongCode: 'This code is not right, or was used already. Wait for the next one.',
    demanded: 'Your role must sign in with a second factor.',
  },
};
