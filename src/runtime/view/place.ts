import { roundSize } from '../../draw.js';
import type { CourseData } from '../../model/course-data.js';
import type { Where } from '../attempt.js';

/**
 * A place as the part of the address after '#': a page by its id, every other screen behind a slash,
 * which no page id holds. The sections of the document carry the same text as `data-place`.
 */
export function placeOf(where: Where): string {
  switch (where.screen) {
    case 'page':
      return where.page;
    case 'question':
      return `/question/${where.question + 1}`;
    case 'assessment':
    case 'hand-in':
    case 'result':
      return `/${where.screen}`;
  }
}

/** The place that an address names, or null when the module has none of that name. */
export function whereOf(place: string, course: CourseData): Where | null {
  if (course.lessons.some((lesson) => lesson.pages.some((page) => page.id === place))) {
    return { screen: 'page', page: place };
  }
  if (!course.assessment) return null;
  const number = /^\/question\/(\d+)$/.exec(place)?.[1];
  if (number !== undefined) {
    const question = Number(number) - 1;
    return question >= 0 && question < roundSize(course.assessment) ? { screen: 'question', question } : null;
  }
  const screen = (['assessment', 'hand-in', 'result'] as const).find((name) => place === `/${name}`);
  return screen ? { screen } : null;
}
