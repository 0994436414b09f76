import { it } from 'vitest';
import { openTracking } from '../../src/tracking/open-tracking.js';
import { scratchFolder } from '../support/browser.js';
import { createSheets } from '../../src/reports/assessment/sheets.js';
import { readReport } from '../../src/reports/read-report.js';
import { allReports } from '../../src/reports/reports.js';
import { readWish } from '../../src/reports/filter-address.js';
import { reportText } from '../../src/reports/page/report-text.js';
import { fillFacts, today } from './support/fill-facts.js';
import { sampleContent, sampleCurriculum } from './support/sample-matter.js';
it('x', async () => {
  const { folder } = await scratchFolder('rep');
  const { db } = await openTracking(`${folder}/t.sqlite`, Date.now);
  const content = sampleContent();
  let t = performance.now();
  await fillFacts(db, { people: 300, content });
  console.log('fill', performance.now() - t);
  const sheets = createSheets({ db, now: Date.now, stale: 0, onError: console.error });
  for (const report of allReports) {
    t = performance.now();
    const read = await readReport(report, { db, sheets, curriculum: sampleCurriculum, content, sight: { kind: 'state' }, today }, readWish(new URLSearchParams(), report), false);
    console.log(report.id, performance.now() - t, '\n' + reportText(report.title, read.answer).split('\n').slice(0, 22).join('\n'));
  }
});
