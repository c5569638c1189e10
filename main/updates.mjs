/**
 * Signs the channel files of a release, so that a packed Heed takes its updates from whoever holds the key
 * and from nobody else. Plain JavaScript, like setup.mjs.
 *
 *     node main/updates.mjs key          prints a new pair: the public key for HEED_UPDATES_KEY, the private
 *                                        one for HEED_UPDATES_PRIVATE_KEY
 *     node main/updates.mjs sign FOLDER  writes FILE.sig beside each latest*.yml in FOLDER
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const base64 = (key, type) => key.export({ format: 'der', type }).toString('base64');

function newPair() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  process.stdout.write(`HEED_UPDATES_KEY=${base64(publicKey, 'spki')}\n`);
  process.stdout.write(`HEED_UPDATES_PRIVATE_KEY=${base64(privateKey, 'pkcs8')}\n`);
}

function signAll(packages) {
  const given = process.env.HEED_UPDATES_PRIVATE_KEY;
  if (!given) throw new Error('HEED_UPDATES_PRIVATE_KEY is not set.');
  const key = createPrivateKey({ key: Buffer.from(given, 'base64'), format: 'der', type: 'pkcs8' });
  const known = process.env.HEED_UPDATES_KEY;
  if (known && known !== base64(createPublicKey(key), 'spki'))
    throw new Error('HEED_UPDATES_KEY does not belong to HEED_UPDATES_PRIVATE_KEY.');
  const files = globSync('latest*.yml', { cwd: packages });
  if (files.length === 0) throw new Error(`There is no channel file (latest*.yml) in ${packages}.`);
  for (const file of files) {
    const signature = sign(null, readFileSync(join(packages, file)), key).toString('base64');
    writeFileSync(join(packages, `${file}.sig`), `${signature}\n`);
    process.stdout.write(`Signed ${file}\n`);
  }
}

const [act, folder] = process.argv.slice(2);
try {
  if (act === 'key') newPair();
  else if (act === 'sign' && folder) signAll(folder);
  else throw new Error('See the head of main/updates.mjs.');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
