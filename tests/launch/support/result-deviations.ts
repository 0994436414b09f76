import { masteryExtension } from '../../server/support/au.js';
import { type Deviation, looksAround, send, withCategories, without, withResult } from './deviation.js';

/** Clients whose results or categories do not fit their verbs, scores or mode (A10 to A14). */
export const resultDeviations: readonly Deviation[] = [
  ...(['passed', 'completed', 'terminated'] as const).map((verb) => ({
    rule: 'A10',
    does: `says ${verb} without a duration`,
    bend: { [verb]: without('result', 'duration') },
  })),
  {
    rule: 'A10',
    does: 'says failed without a duration',
    before: { passed: send('failed', without('result', 'duration')) },
  },
  { rule: 'A10', does: 'says completed with completion false', bend: { completed: withResult({ completion: false }) } },
  { rule: 'A10', does: 'says completed without completion', bend: { completed: without('result', 'completion') } },
  { rule: 'A10', does: 'says passed with success false', bend: { passed: withResult({ success: false }) } },
  { rule: 'A10', does: 'says passed without success', bend: { passed: without('result', 'success') } },
  {
    rule: 'A10',
    does: 'says failed with success true',
    before: { passed: send('failed', withResult({ success: true })) },
  },
  { rule: 'A11', does: 'says completed with success', bend: { completed: withResult({ success: true }) } },
  { rule: 'A11', does: 'says passed with completion', bend: { passed: withResult({ completion: true }) } },
  { rule: 'A11', does: 'says completed with a score', bend: { completed: withResult({ score: { scaled: 1 } }) } },
  { rule: 'A11', does: 'says terminated with success', bend: { terminated: withResult({ success: true }) } },
  { rule: 'A11', does: 'says terminated with a score', bend: { terminated: withResult({ score: { raw: 1 } }) } },
  ...(['passed', 'completed'] as const).map((verb) => ({
    rule: 'A12',
    does: `says ${verb} without the moveon category`,
    bend: { [verb]: withCategories('cmi5') },
  })),
  {
    rule: 'A12',
    does: 'says terminated with the moveon category',
    bend: { terminated: withCategories('cmi5', 'moveon') },
  },
  { rule: 'A12', does: 'answers with the moveon category', bend: { answered: withCategories('moveon') } },
  {
    rule: 'A13',
    does: 'gives a raw score without its bounds',
    bend: { passed: withResult({ score: { scaled: 0.9, raw: 9 } }) },
  },
  { rule: 'A13', does: 'passes below the mastery score', bend: { passed: withResult({ score: { scaled: 0.79 } }) } },
  { rule: 'A13', does: 'passes below zero', bend: { passed: withResult({ score: { scaled: -0.5 } }) } },
  {
    rule: 'A13',
    does: 'fails at the mastery score',
    before: { passed: send('failed', withResult({ score: { scaled: 0.8 } })) },
  },
  {
    rule: 'A13',
    does: 'gives a score without the mastery score',
    bend: { passed: without('context', 'extensions', masteryExtension) },
  },
  {
    rule: 'A13',
    does: 'states a mastery score of its own',
    bend: {
      passed: (s) => {
        s.context.extensions[masteryExtension] = 0.5;
      },
    },
  },
  ...(['browse', 'review'] as const).flatMap((mode) =>
    ['completed', 'passed', 'failed'].map((verb) => ({
      rule: 'A14',
      does: `says ${verb} in ${mode}`,
      wish: { mode },
      takes: looksAround,
      after: { answered: send(verb) },
    })),
  ),
];
