import type { ComplianceReport } from '../../../shared/contract/reports.ts';
import { reportAbout, reportMade, reportSections } from '../../../shared/reports/sections.ts';
import { language } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { calendarOf } from '../dashboard/days.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Black on white, for any browser, and without files from elsewhere. */
const STYLE = `body{max-width:46rem;margin:2rem auto;padding:0 1rem;background:#fff;color:#1c2430;font:15px/1.5 system-ui,sans-serif}
h1{margin:0;font-size:1.5rem}h2{margin:1.6rem 0 .2rem;font-size:1.05rem}p{margin:.1rem 0 .5rem;color:#4a5565}
table{width:100%;border-collapse:collapse}td{padding:.3rem 0;border-top:1px solid #d5dbe3;vertical-align:top}
td+td{padding-left:1rem;text-align:right;font-variant-numeric:tabular-nums}section{break-inside:avoid}`;

/** The file's name has its days, so that a second report of the same days replaces it. */
export function fileNameOf(
  { from, to, zone }: Pick<ComplianceReport, 'from' | 'to' | 'zone'>,
  ending: 'html' | 'pdf',
): string {
  const { iso } = calendarOf(zone);
  return `heed-compliance-${iso(from)}-to-${iso(to - 1)}.${ending}`;
}

/** The report as one HTML page in the current language: no script, and nothing from any other place. */
export function pageOf(report: ComplianceReport): string {
  const title = `${t('report:title')} · ${report.organisation}`;
  const sections = reportSections(report).map(({ title: head, lead, rows }) => {
    const lines = rows.map(
      ({ label, value }) => `<tr><td>${escaped(label)}</td><td>${escaped(value)}</td></tr>`,
    );
    const none = lines.length === 0 ? `<p>${escaped(t('report:none'))}</p>` : '';
    return `<section><h2>${escaped(head)}</h2>${lead === '' ? '' : `<p>${escaped(lead)}</p>`}${none}
<table>${lines.join('')}</table></section>`;
  });
  return `<!doctype html>
<html lang="${language()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<header><h1>${escaped(title)}</h1><p>${escaped(reportAbout(report))}<br>${escaped(reportMade(report))}</p>
<p>${escaped(t('report:figuresOnly'))}</p></header>
${sections.join('\n')}
</body></html>
`;
}
