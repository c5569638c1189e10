import { screen } from './consoles/screen.ts';
import { together } from './consoles/together.ts';
export const consoles = {
  screen,
  together,
  check: {
    reach: 'The database can be reached',
    signIn: 'The account can sign in',
    server: 'The server will do (PostgreSQL 14 or newer, not read-only)',
    rights: 'The account may make what is needed',
  },
  lack: {
    unreachable:
      'The database does not answer. Check host and port, and whether it lets this computer in. It was said: {{detail}}',
    tls: 'The encrypted line cannot be trusted. The server has to offer TLS, with a certificate for its name; where your own authority signed it, give its certificate. It was said: {{detail}}',
    signIn:
      'The account or its password is wrong, or the server lets it in from elsewhere only. It was said: {{detail}}',
    database: 'That database does not exist, or the account may not use it. It was said: {{detail}}',
    version: 'The server is too old: it has {{detail}}, and version 14 is the oldest that will do.',
    readOnly: 'The database {{detail}} can only be read. Take the main server, not a copy of it.',
    createSchema: 'The account {{detail}} may not make a schema. Take the owner of the database.',
    createRole:
      'The account {{detail}} may not make roles. An administrator can allow it: ALTER ROLE … CREATEROLE.',
  },
  trouble: {
    unreachable:
      'The database between the consoles does not answer. Check the network and the server. Heed tries again by itself.',
    refused:
      'The database no longer lets this console in. It was removed, or its account was changed. Ask an admin at another console for a new code, and join with an empty data folder; keep this one until its opt-outs were exported.',
    outdated:
      'A newer Heed is at work at another console. Update this one; until then it takes in nothing new.',
    broken:
      'What the database has does not fit together, such as after this console, or the database itself, was restored from a back-up. If it was this console: remove it at another one, and join again with an empty data folder; keep this one until its opt-outs were exported. If it was the database, every console says this: leave at each of them, begin in an empty database at one, import the others’ exports there, and invite them again, each with an empty data folder.',
    unfit:
      'Change {{number}} of “{{console}}” cannot be taken in here, so nothing more of it comes in and nothing is sent. Is there a newer Heed? Update first. Else remove “{{console}}” here or at any other console: of what it told from change {{number}} on, what does not fit is left out, and everything goes on. It can join again with an empty data folder.',
    secrets:
      'The key of the log is not in the key store of this computer. Leave here, or remove this console at another one and join again with an empty data folder.',
  },
  refused: {
    address:
      'Write the address as postgresql://account:password@host:port/database, without anything behind it. In the password write / # ? % as %2F %23 %3F %25.',
    code: 'This is not a whole code. Copy it again, from its beginning to its end.',
    refused:
      'The database does not take this code. It was used, also where the computer never got the answer, or it is over, or was taken back. If “{{name}}” stands among the consoles at another one, remove it there; then make a new code.',
    unreachable:
      'The database does not answer. Check the network, then try again with this code. If it turns out to be used, remove “{{name}}” among the consoles at another one, and make a new code there.',
    demo: 'The demo has no other consoles.',
    alone: 'This console is alone.',
    united: 'This console is united already.',
  },
  form: {
    addressNeeded: 'Give the address of a database.',
    nameNeeded: 'Give the console a name.',
    codeNeeded: 'Paste the code.',
  },
};
