import type { Course, CourseUnit } from './course.js';
import type { LmsProfile } from './lms-profiles.js';

/** How one module of a course is sequenced and rolled up (SCORM 2004 4th CAM 5.1; 3rd alike). */
export interface Sequencing {
  /** Statuses of which each must be true before the learner may choose a later module; none: it keeps nobody waiting. */
  readonly holds: readonly string[];
  /** The global objective that the module's success is written to; null for none. */
  readonly shared: string | null;
  /** Global objectives that must be satisfied before this module opens. */
  readonly waitsFor: readonly { readonly id: string; readonly target: string }[];
  readonly countsForCompletion: boolean;
  readonly countsForSuccess: boolean;
  /** Share in the course's progress, 0 to 1 (4th edition). */
  readonly progressWeight: string;
}

/**
 * Without global objectives a rule sees its own module's status alone. So a module stops the way forward until it is
 * done (stopForwardTraversal, SN SB.2.4), which is right when all later modules wait for it, and left out otherwise.
 */
export function sequencingOf(course: Course, unit: CourseUnit, profile: LmsProfile): Sequencing {
  const shares = course.isProgramme && profile.globalObjectives.value;
  const longest = Math.max(...course.units.map(({ module }) => module.minutes));
  return {
    holds: course.isProgramme && !shares && holdsAllLater(course, unit) ? doneWhen(unit) : [],
    shared: shares && isAwaited(course, unit) ? unit.module.iri : null,
    waitsFor: shares
      ? course.units
          .filter(({ module }) => unit.after.includes(module.id))
          .map(({ module }) => ({ id: `after.${module.id}`, target: module.iri }))
      : [],
    countsForCompletion: unit.required,
    countsForSuccess:
      unit.required && (Boolean(unit.module.assessment?.passingScore) || profile.untested.value === 'passed'),
    progressWeight: unit.required ? String(Number((unit.module.minutes / longest).toFixed(4))) : '0',
  };
}

/** Modules that wait for one which can't keep them waiting without global objectives: their order is advice only. */
export function waitingInVain(course: Course): readonly { readonly unit: CourseUnit; readonly wanted: CourseUnit }[] {
  return course.units.flatMap((unit) =>
    course.units
      .filter((wanted) => unit.after.includes(wanted.module.id) && !holdsAllLater(course, wanted))
      .map((wanted) => ({ unit, wanted })),
  );
}

function isAwaited(course: Course, unit: CourseUnit): boolean {
  return course.units.some(({ after }) => after.includes(unit.module.id));
}

function holdsAllLater(course: Course, unit: CourseUnit): boolean {
  const later = course.units.slice(course.units.indexOf(unit) + 1);
  return later.length > 0 && later.every((one) => waitsFor(course, one, unit.module.id));
}

/** Directly, or for one that does. Prerequisites always come earlier, so this ends. */
function waitsFor(course: Course, unit: CourseUnit, wanted: string): boolean {
  return unit.after.some((id) => {
    const before = course.units.find(({ module }) => module.id === id);
    return id === wanted || (before !== undefined && waitsFor(course, before, wanted));
  });
}

/** A condition on a status that is not known yet is neither true nor false (SN UP.2.1), so "known" is asked too. */
function doneWhen({ module }: CourseUnit): readonly string[] {
  const passes = Boolean(module.assessment?.passingScore) && module.completion !== 'pages';
  return ['activityProgressKnown', 'completed', ...(passes ? ['objectiveStatusKnown', 'satisfied'] : [])];
}
