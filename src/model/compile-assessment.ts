import type { AuthoredAssessment } from '../definition/schemas/assessment-schema.js';
import { groupsOf } from './draw-lines.js';
import type { Assessment, Question } from './module.js';

const seconds = { minute: 60, hour: 3600, day: 86_400 } as const;

/** What an assessment without a title is called, by language. */
const finalAssessment: Readonly<Record<string, string>> & { readonly en: string } = {
  en: 'Final assessment',
  es: 'Evaluación final',
};

/** An assessment that the rules found no fault in. */
export function compileAssessment(
  authored: AuthoredAssessment,
  { iri, language }: { readonly iri: string; readonly language: string },
  objectives: readonly string[],
  questions: readonly Question[],
): Assessment {
  const kind = authored.kind === 'test' ? undefined : authored.kind;
  const tries = authored.tries ?? 1;
  const draw = authored.draw && groupsOf(authored.draw, objectives, questions);
  return {
    iri,
    title: authored.title ?? finalAssessment[language.split('-')[0] ?? ''] ?? finalAssessment.en,
    passingScore: kind === undefined ? (authored['passing-score'] ?? 100) / 100 : null,
    timeLimit: (authored['time-limit'] ?? 0) * 60 || null,
    tries: tries === 'unlimited' ? null : tries,
    questions,
    ...(kind && { kind }),
    ...(authored.mastery && { mastery: authored.mastery / 100 }),
    ...(authored['cooling-off'] && { coolingOff: secondsOf(authored['cooling-off']) }),
    ...(authored.counts === 'last' && { counts: authored.counts }),
    ...(draw && { draw: draw.map(({ take, from }) => ({ take, from })) }),
    ...(authored.shuffle && { shuffle: authored.shuffle }),
    ...(authored['pre-test'] && { preTest: authored['pre-test'] }),
    ...(authored['pre-test-optional'] && { preTestOptional: true as const }),
    ...(authored.review === 'never' && { review: authored.review }),
  };
}

/** `24 hours` in seconds. */
function secondsOf(wait: string): number {
  const [number = '0', unit = ''] = wait.split(' ');
  const found = Object.entries(seconds).find(([name]) => unit.startsWith(name));
  return Number(number) * (found?.[1] ?? 0);
}
