import type { CourseInLanguage, CourseStart } from '../../../model/course-parts.js';
import type { Scene } from '../../view.js';
import { all, fill, find, part, sectionOf } from '../dom.js';
import { placeOf } from '../place.js';
import type { Stage } from '../stage.js';
import { createDrafts } from './drafts.js';

/** Where the chosen language is remembered, for all courses of an origin. */
const memory = 'cpm-language';

/**
 * The switch between the languages of a course. Each language is a file of its own, asked for when it is chosen; the
 * attempt knows no language, so place, answers and record stay. Null in a course of one language.
 * @param changed the sections are new: what draws into them is to be made again
 */
export function createLanguages(stage: Stage, changed: () => void): { show(scene: Scene): void } | null {
  const { document, words, course } = stage;
  const root = document.documentElement;
  const buttons = all<HTMLButtonElement>(document, '[data-language]');
  if (buttons.length === 0) return null;
  const { stamp } = JSON.parse(find(document, '#course-data').textContent) as CourseStart;
  const had = new Map<string, CourseInLanguage>();
  let scene: Scene | null = null;
  /** The language that was asked for last. */
  let wanted = root.lang;

  const tell = (text: string): void => {
    const made = part(document, 'notice');
    fill(made, 'text', text);
    find(document, '#notice').replaceChildren(made);
  };

  function choose(language: string, byLearner: boolean): void {
    wanted = language;
    const content = had.get(language);
    if (content) {
      apply(content, byLearner);
      return;
    }
    if (byLearner) tell(words.say('oneMoment'));
    const script = document.createElement('script');
    script.src = `rest.${language}.js?${stamp}`;
    script.onload = script.onerror = () => {
      const come = had.get(language);
      if (wanted !== language) return;
      if (come) apply(come, byLearner);
      else if (byLearner) tell(words.say('languageLate'));
    };
    document.head.append(script);
  }

  function apply(content: CourseInLanguage, byLearner: boolean): void {
    const { language, frame } = content;
    const main = find(document, 'main');
    const drafts = createDrafts(main);
    for (const old of all(main, ':scope > section, :scope > template')) old.remove();
    const carrier = document.createElement('template');
    carrier.innerHTML = content.html;
    main.append(carrier.content);
    for (const one of all(document, '[data-say]')) one.textContent = frame[one.dataset.say ?? ''] ?? '';
    find(document, '#stand-in').textContent = frame.waiting ?? '';
    for (const one of all(document, '[data-label]')) one.ariaLabel = frame[one.dataset.label ?? ''] ?? '';
    root.lang = language;
    words.add(content.words, language);
    exchange(course, content.course);
    for (const question of [...course.checks, ...(course.assessment?.questions ?? [])])
      exchange(question, content.questions[question.id]);
    document.querySelector('#support')?.remove();
    const wayBack = document.querySelector('#leave + button');
    if (wayBack) wayBack.textContent = words.say('wayBack');
    find(document, '#notice').replaceChildren();
    for (const button of buttons) button.hidden = button.dataset.language === language;
    drafts.restore(main);
    changed();
    const section = scene && sectionOf(document, placeOf(scene.state.where));
    for (const one of all(document, '[data-place]')) one.hidden = one !== section;
    stage.redraw();
    if (!section) return;
    const heading = find(section, 'h1');
    document.title = `${heading.textContent} – ${course.module.title}`;
    // The button that was pressed has given way to the other language's.
    if (byLearner) heading.focus();
  }

  Object.assign(window, {
    /** What the file of a language calls (`render/rest-file.ts`); that of another build is not taken. */
    cpmLanguage(content: CourseInLanguage) {
      if (content.stamp === stamp) had.set(content.language, content);
    },
  });
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener('click', () => {
      remember(button.dataset.language ?? '');
      choose(button.dataset.language ?? '', true);
    });
  }
  const first = languageAmong(
    buttons.map((button) => button.dataset.language ?? ''),
    remembered() ?? root.dataset.asked ?? root.lang,
  );
  if (first !== undefined && first !== root.lang) choose(first, false);
  return {
    show(next) {
      scene = next;
    },
  };
}

/** `es` for a learner who asked for `es-MX`, and the other way round. */
function languageAmong(languages: readonly string[], asked: string): string | undefined {
  const stem = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return languages.find((one) => one === asked) ?? languages.find((one) => stem(one) === stem(asked));
}

/** Puts texts in the place of others, in the objects that everybody holds. */
function exchange(into: unknown, texts: unknown): void {
  if (typeof into !== 'object' || into === null || typeof texts !== 'object' || texts === null) return;
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text === 'string') Reflect.set(into, name, text);
    else exchange(Reflect.get(into, name), text);
  }
}

/** A browser that keeps nothing forgets the choice, and nothing else. */
function remembered(): string | null {
  try {
    return localStorage.getItem(memory);
  } catch {
    return null;
  }
}

function remember(language: string): void {
  try {
    localStorage.setItem(memory, language);
  } catch {
    // See above.
  }
}
