import { readQuestions } from '../../definition/read-questions.js';
import { sourceText } from '../../definition/source-text.js';
import type { Diagnostic } from '../../diagnostics.js';
import { irisOf } from '../../iris.js';
import { compileQuestion } from '../../model/compile-question.js';

/**
 * What the module language itself holds against a file of questions, references to other files left aside: the same
 * readers that `cpm check` uses, so that a file that is brought in holds nothing that they refuse.
 */
export function judgeQuestion(yaml: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { questions } = readQuestions(sourceText('question.yaml', yaml), (one) => void found.push(one));
  for (const authored of questions) {
    const compiled = compileQuestion(
      authored,
      irisOf('https://example.org/', 'import'),
      new Set(),
      (content) => content,
    );
    found.push(...compiled.diagnostics);
  }
  return found.filter(({ severity }) => severity === 'error');
}
