import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { usualFor } from '../../../shared/providers/index.ts';
import { Profile } from '../../../shared/schema/words.ts';
import { decide } from '../../core/rules/decide.ts';
import type { InboundFacts, RuleSettings } from '../../core/rules/types.ts';

const HELP = `Says what Heed makes of texts from contacts.

  npm run -s rules -- --profile provider-1|provider-2 --auto on|off [--response first|later]

Reads JSON lines {"text": "..."} on standard input, with "ourTexts": ["..."] where the text may quote
what we wrote before, and writes for each one line
{"text","decision","rule","matched"}; decision is opt-out, hold, action, wrong-number, resume,
soft-refusal or none. The rule of a wrong-number begins with wrong-number:, deceased: or business:.

  --profile   the provider profile that serves the campaign: provider-1 (US, CA) or provider-2 (GB)
  --auto      whether automated opt-outs are on
  --response  the contact's first response or a later one (default: first; matters on provider-1 only)
  --help      this page

Exit code: 0; 2 if an argument or a line could not be read (the other lines are processed all the same).
`;

const Options = z.object({
  profile: Profile,
  auto: z.enum(['on', 'off']),
  response: z.enum(['first', 'later']).default('first'),
});

const Line = z.object({ text: z.string(), ourTexts: z.array(z.string()).default([]) });

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (typeof options === 'string') {
    process.stderr.write(`rules: ${options}\nTry --help.\n`);
    return 2;
  }
  // A reader such as `head` may close the pipe, which is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  return (await judgeLines(options)) ? 0 : 2;
}

function optionsOf(args: readonly string[]): z.output<typeof Options> | 'help' | (string & {}) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        auto: { type: 'string' },
        response: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return 'help';
    const parsed = Options.safeParse(values);
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('; ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Judges line by line, so that input of any length works; false if a line could not be read. */
async function judgeLines({ profile, auto, response }: z.output<typeof Options>): Promise<boolean> {
  const settings: RuleSettings = {
    autoOptOut: auto === 'on',
    firstResponseOnly: true,
    extraKeywords: [],
    extraPhrases: [],
  };
  const now = Date.now();
  const { optOuts, regions } = usualFor(profile);
  const facts: Omit<InboundFacts, 'text' | 'ourTexts'> = {
    behaviour: optOuts,
    region: regions[0],
    firstResponse: response === 'first',
    optedOut: false,
    providerBlocked: false,
    onHold: false,
    openActions: [],
    saidAt: now,
    now,
  };
  let good = true;
  let number = 0;
  for await (const raw of linesOf(process.stdin)) {
    number += 1;
    if (raw.trim() === '') continue;
    const line = lineOf(raw);
    if (line instanceof Error) {
      good = false;
      process.stderr.write(`rules: line ${number}: ${line.message}\n`);
      continue;
    }
    const { text } = line;
    const { decision, rule, matched } = decide({ ...facts, ...line }, settings);
    if (!process.stdout.write(`${JSON.stringify({ text, decision, rule, matched })}\n`)) {
      await once(process.stdout, 'drain');
    }
  }
  return good;
}

/**
 * Lines end at a line feed only: Node's readline would also cut at U+2028, which JSON strings may contain.
 */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  yield rest + decoder.decode();
}

function lineOf(line: string): z.output<typeof Line> | Error {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return new Error(`not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const parsed = Line.safeParse(value);
  return parsed.success ? parsed.data : new Error('expected an object with a string "text"');
}
