import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take tens of seconds, the longest kinds first. They have to begin before the short ones: what begins last
 * would run alone at the end. A fresh clone has no times of an earlier run to go by.
 */
const long: readonly RegExp[] = [
  /\/tests\/(journey|live)\//,
  /\/tests\/(view\/(screens|question-types|real-modules)|server\/processes|verify\/run)\./,
  /\/tests\/(cli|player|view)\//,
  /\/tests\/(runtime|launch|server)\//,
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((kind) => kind.test(moduleId));
      return found === -1 ? long.length : found;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
