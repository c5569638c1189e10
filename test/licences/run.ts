import { writeFileSync } from 'node:fs';
import { collectLicences, LIST_FILE, listText } from './collect.ts';

/**
 * npm run -s licences: writes the list of licences that the app shows, and prints how many there are of each.
 */

const list = collectLicences();
writeFileSync(LIST_FILE, listText(list));
const counts = new Map<string, number>();
for (const { licence } of list.packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
for (const [licence, count] of [...counts].sort((a, b) => b[1] - a[1]))
  process.stdout.write(`${String(count).padStart(4)}  ${licence}\n`);
process.stdout.write(`${list.packages.length} packages, ${Object.keys(list.texts).length} texts\n`);
