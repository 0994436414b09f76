import { plainText } from '../content.js';
import type { Module, Question } from '../model/module.js';
import type { PracticeModels } from '../model/practice-model.js';
import { rightOptions } from '../model/right-options.js';
import type { Content, ModuleContent, QuestionContent } from '../reports/report.js';

/** What reports say about questions and pages, from the compiled modules. */
export function contentOf(modules: readonly Module[], { items }: Pick<PracticeModels, 'items'>): Content {
  return {
    modules: new Map(modules.map((module) => [module.id, moduleContent(module)])),
    practiceModel: new Map([...items].map(([id, { name }]) => [id, name])),
  };
}

function moduleContent(module: Module): ModuleContent {
  const { id, title, version, lessons, objectives, checks, assessment } = module;
  return {
    ...{ id, title, version },
    passing: assessment?.passingScore ?? null,
    pages: lessons.flatMap(({ pages }) => pages.map((page) => ({ id: page.id, title: page.title }))),
    objectives: objectives.map((one) => ({ id: one.id, text: one.text })),
    questions: [
      ...(assessment?.questions ?? []).map((question) => questionContent(question, 'assessment')),
      ...checks.map((question) => questionContent(question, 'check')),
    ],
  };
}

function questionContent(question: Question, place: QuestionContent['place']): QuestionContent {
  const { id, title, text, type, objective, item } = question;
  const { options, correct } = rightOptions(question);
  return { id, title, type, objective, place, text: plainText(text), behavior: item, options, correct };
}
