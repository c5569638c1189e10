import { quickPasswords } from './quickPasswords.ts';

/** For `node --import`: makes hashing a password cheap in a program that a test starts. */
quickPasswords();
