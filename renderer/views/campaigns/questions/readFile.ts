import { type Issue, problemsOf } from '../../../../shared/questions/check.ts';
import { isNewer, type Question, QuestionFile } from '../../../../shared/questions/script.ts';
import { t } from '../../../../shared/text/say.ts';

export type FileProblem = { readonly where: string; readonly message: string };
type Found =
  | { readonly ok: true; readonly questions: Question[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** "Question 2, choice 1"; empty where it is the whole file. */
function placeOf(path: Issue['path']): string {
  const [, question, , choice] = path;
  if (typeof question !== 'number') return '';
  return typeof choice === 'number'
    ? t('questions:file.atChoice', { question: question + 1, choice: choice + 1 })
    : t('questions:file.atQuestion', { question: question + 1 });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Questions from the text of a file, or what is wrong with it and where. Of a wrong file nothing is taken.
 */
export function readQuestionFile(text: string): Found {
  const { data, error } = QuestionFile.safeParse(parsed(text));
  if (data === undefined) {
    const problems = (error?.issues ?? []).map(({ path, message }) => ({
      where: placeOf(path.map((step) => (typeof step === 'number' ? step : String(step)))),
      message,
    }));
    const known = problems.filter(({ where }) => where !== '');
    return { ok: false, problems: known.length > 0 ? known : [{ where: '', message: wholeProblem(text) }] };
  }
  const problems = problemsOf(data.questions);
  if (problems.length === 0) return { ok: true, questions: data.questions };
  return {
    ok: false,
    problems: problems.map(({ path, message }) => ({ where: placeOf(['questions', ...path]), message })),
  };
}

/** A file of a newer Heed, one of ours that is damaged, or none of ours. */
function wholeProblem(text: string): string {
  const file = parsed(text);
  if (typeof file !== 'object' || file === null || !('kind' in file) || file.kind !== 'heed-questions')
    return t('questions:wrong.file');
  return t(
    'version' in file && isNewer(file.version) ? 'questions:wrong.version' : 'questions:wrong.damaged',
  );
}
