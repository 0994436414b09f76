import type { CourseData } from '../../model/course-data.js';

/** A page with its place in the module; numbers count from 1. */
export interface Spot {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  readonly lesson: number;
  readonly page: number;
  readonly pages: number;
}

/** All pages in order. */
export function spots(course: CourseData): Spot[] {
  return course.lessons.flatMap((lesson, l) =>
    lesson.pages.map(({ id, title, seconds }, p) => ({
      id,
      title,
      seconds,
      lesson: l + 1,
      page: p + 1,
      pages: lesson.pages.length,
    })),
  );
}

/** Whole minutes, at least one. */
export function minutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}
