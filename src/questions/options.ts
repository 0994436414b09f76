import * as z from 'zod';
import { type ContentNode, plainText } from '../content.js';
import type { CompileContext, CompiledBody, Component } from './definition.js';
import { letterAt } from './pure-letters.js';
import { sameTextFaults } from './same-text.js';

/** An answer to choose, as an author writes it; the same in every type with options. */
export const option = z.strictObject({
  text: z.string().trim().min(1).describe('The answer as the learner reads it; inline Markdown.'),
  correct: z.boolean().default(false).describe('`true` when this answer is right.'),
  pinned: z
    .boolean()
    .default(false)
    .describe('`true` when this answer keeps its place where options are shuffled ("All of these").'),
  feedback: z.string().trim().min(1).optional().describe('Shown to who chose this answer: why it is right or not.'),
});

export interface CompiledOptions {
  /** a, b, c ... in authored order. */
  readonly ids: readonly string[];
  readonly right: readonly string[];
  readonly view: { readonly options: readonly ViewedOption[] };
  readonly optionFeedback: CompiledBody['optionFeedback'];
  readonly choices: readonly Component[];
  readonly faults: CompiledBody['faults'];
}

interface ViewedOption {
  readonly id: string;
  readonly content: readonly ContentNode[];
  readonly pinned: boolean;
}

/** Ids, texts and key of authored options; a fault when none is right or two read the same. */
export function compileOptions(options: readonly z.infer<typeof option>[], context: CompileContext): CompiledOptions {
  const parts = options.map((authored, position) => ({
    id: letterAt(position),
    content: context.inline(authored.text, ['options', position, 'text']),
    pinned: authored.pinned,
  }));
  const texts = parts.map((part) => plainText(part.content));
  const right = options.flatMap((authored, position) => (authored.correct ? [letterAt(position)] : []));
  return {
    ids: parts.map((part) => part.id),
    right,
    view: { options: parts },
    optionFeedback: options.flatMap((authored, position) => {
      if (authored.feedback === undefined) return [];
      return [
        { key: letterAt(position), content: context.inline(authored.feedback, ['options', position, 'feedback']) },
      ];
    }),
    choices: texts.map((text, position) => ({ id: letterAt(position), text })),
    faults: [
      ...(right.length > 0 ? [] : [noRightOption]),
      ...sameTextFaults(texts, (position) => ['options', position, 'text'], 'option'),
    ],
  };
}

const noRightOption = {
  code: 'question/no-correct-option',
  path: ['options'],
  message: 'No option is marked as correct.',
  hint: 'add `correct: true` to the option that is right.',
} as const;
