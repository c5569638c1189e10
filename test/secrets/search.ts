import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A secret's name and the secret. Short ones are left out, since they would be found by chance. */
export type Secrets = ReadonlyMap<string, string>;

/**
 * The base64 of a text that may stand anywhere within a longer one, as in a Basic header: for three
 * positions, without the ends that depend on what stands beside it.
 */
function withinBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(offset === 0 ? 0 : offset + 1, text.length - 1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const inBytes = (text: string) => Buffer.from(text).toString('latin1');

const known = new Map<string, readonly string[]>();

/** Each is made once, since thousands of frames are searched. */
function formsOf(secret: string): readonly string[] {
  const made = known.get(secret) ?? makeForms(secret);
  known.set(secret, made);
  return made;
}

/** How it could stand in a file, a log line, an address or an answer, with one character for each byte. */
function makeForms(secret: string): string[] {
  const json = inBytes(JSON.stringify(secret).slice(1, -1));
  const utf16 = Buffer.from(secret, 'utf16le').toString('latin1');
  const hex = Buffer.from(secret).toString('hex');
  const forms = [
    inBytes(secret),
    json,
    encodeURIComponent(secret),
    hex,
    hex.toUpperCase(),
    utf16,
    ...withinBase64(secret),
  ];
  // A key in hexadecimal digits is 32 bytes, which may stand there raw or in base64.
  if (/^[0-9a-f]{64}$/.test(secret)) {
    const bytes = Buffer.from(secret, 'hex');
    forms.push(bytes.toString('latin1'), bytes.toString('base64').slice(0, 42), secret.toUpperCase());
  }
  return [...new Set(forms)];
}

/** Which secrets the bytes hold, in any of these forms. */
export function found(bytes: Buffer, secrets: Secrets): Set<string> {
  const text = bytes.toString('latin1');
  const hits = new Set<string>();
  for (const [name, secret] of secrets) {
    if (secret.length < 10) throw new Error(`${name} is too short to be looked for.`);
    if (formsOf(secret).some((form) => text.includes(form))) hits.add(name);
  }
  return hits;
}

/** Every file below a folder that holds a secret, as `file: secret`. */
export function foundInFiles(folder: string, secrets: Secrets): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .flatMap((file) =>
      [...found(readFileSync(file), secrets)].map((name) => `${relative(folder, file)}: ${name}`),
    );
}
