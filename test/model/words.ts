/**
 * What the model's contacts write, each labelled by hand from design section 2. `provider`: what Twilio's
 * own matcher (trimmed, any case, nothing else) takes it for, which decides what provider-2 does.
 */
export type Word = {
  readonly text: string;
  /** Pictures that come with it. */
  readonly pictures?: number;
  readonly means: 'stop' | 'picture' | 'likely' | 'resume' | 'wrong-number' | 'nothing';
  readonly provider: 'stop' | 'start' | null;
};

export const WORDS: readonly Word[] = [
  { text: 'STOP', means: 'stop', provider: 'stop' },
  { text: ' unsubscribe ', means: 'stop', provider: 'stop' },
  { text: 'STOP!', means: 'stop', provider: null },
  { text: '"Quit."', means: 'stop', provider: null },
  { text: 'Please take me off your list', means: 'likely', provider: null },
  // May show a STOP: a person is asked, and it is no first response.
  { text: '', pictures: 1, means: 'picture', provider: null },
  { text: 'START', means: 'resume', provider: 'start' },
  { text: 'unstop', means: 'resume', provider: 'start' },
  { text: 'wrong number', means: 'wrong-number', provider: null },
  // Subscribes again at Twilio; for Heed a usual answer (rule 8).
  { text: 'YES', means: 'nothing', provider: null },
  { text: 'Who is this?', means: 'nothing', provider: null },
  { text: 'No thanks', means: 'nothing', provider: null },
  { text: "Let's STOP the pipeline!", means: 'nothing', provider: null },
  // With words, the words decide.
  { text: 'Stop', pictures: 1, means: 'stop', provider: 'stop' },
  { text: 'This is my house', pictures: 2, means: 'nothing', provider: null },
];

/** The place of a text in the list. */
export const wordOf = (text: string): number => WORDS.findIndex((word) => word.text === text);
