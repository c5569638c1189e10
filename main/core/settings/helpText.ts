import { t } from '../../../shared/text/say.ts';
import { fieldsIn } from '../../../shared/text/template.ts';
import { CoreError } from '../base/errors.ts';

/**
 * @throws CoreError INVALID for an answer that does not say who writes, how to stop or whom to ask (CTIA
 * 5.1.1)
 */
export function checkHelpText(helpText: string): void {
  const fields = fieldsIn(helpText).map((field) => field.toLowerCase());
  const whole = fields.includes('organisation') && fields.includes('contact') && /\bSTOP\b/.test(helpText);
  const unknown = fields.some((field) => field !== 'organisation' && field !== 'contact');
  if (!whole || unknown) throw new CoreError('INVALID', t('core:helpText'));
}
