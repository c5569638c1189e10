import { quickPasswords } from './quickPasswords.ts';

/** For `node --import`: a program that a test starts hashes passwords by little work. */
quickPasswords();
