import type { Diagnostic, Place, Severity } from '../diagnostics.js';

/**
 * Every fault that reading and resolving a module can report, with what it means. The manual prints this table.
 * A code never changes its meaning. Question types add codes of their own.
 */
export const faultCodes = {
  'file/not-utf-8': 'A text file is not saved as UTF-8.',
  'file/control-character': 'A text file holds an invisible control character.',
  'file/too-large': 'A text file is larger than 1 MB.',
  'file/unreadable': 'Something that should be a file cannot be read as one.',
  'file/outside-module': 'A link in the file system leads out of the module folder.',
  'file/not-read': 'A file or folder stands where the compiler reads nothing (warning).',

  'yaml/syntax': 'A YAML file cannot be read: a bracket, quote, colon or indentation is wrong.',
  'yaml/tab': 'A tab is used to indent YAML; only blanks may.',
  'yaml/duplicate-key': 'The same field stands twice in one block.',
  'yaml/tag': 'A YAML tag (`!name`) is used; the module language has none.',
  'yaml/typographic-quotes': 'A text of module.yaml in typographic quotes, which learners would see (warning).',
  'yaml/aliases': 'YAML aliases refer to nothing, to themselves, or repeat too much.',

  'field/unknown': 'A field that the module language does not know.',
  'field/missing': 'A required field is missing or empty.',
  'field/wrong-value': 'A field holds a value of the wrong kind or out of range.',
  'field/not-quoted': 'A text that YAML reads as a number or true/false because it stands without quotes.',

  'module/folder-name': 'The name of a module folder is not made of lower-case letters, digits and hyphens.',
  'module/no-module-file': 'A folder in `modules/` has no module.yaml.',
  'module/no-lessons': 'A module has no lesson.',
  'module/minutes': 'The declared minutes do not follow from the text.',
  'module/completion': 'The completion rule asks for a pass, but there is no assessment.',
  'module/unknown-edition': 'The module follows an edition of the practice model that has no data file.',
  'module/no-assessment-questions': 'An assessment without questions, or assessment questions without an assessment.',

  'assessment/not-for-kind': 'A field of `assessment:` that has no meaning in a survey or an evaluation.',
  'assessment/no-pre-test': 'A rule for the pre-test, where there is none.',
  'assessment/one-try': 'A rule for later tries, where there is only one.',
  'assessment/right-answer-in-survey': 'A survey holds a question that has a right answer.',
  'assessment/impossible-draw': 'A line of `draw` takes more questions than there are.',
  'assessment/draw-overlap': 'Two lines of `draw` may take the same question.',
  'assessment/never-drawn': 'No line of `draw` takes this question (warning).',
  'assessment/unscored-draw': 'A try may hold no question with a right answer.',
  'assessment/mastery-unasked': 'Mastery is asked for of an objective that a try may not ask about.',

  'lesson/file-name': 'The name of a lesson file is not `<number>-<lesson-id>.md`.',
  'lesson/same-number': 'Two lessons have the same number, so that nobody knows which comes first.',
  'lesson/title': 'A lesson must begin with exactly one `# Title`.',
  'lesson/no-page': 'A lesson has no page (`## Page title`).',
  'lesson/text-before-page': 'Text stands before the first page of a lesson.',
  'lesson/empty-page': 'A page holds nothing.',
  'lesson/heading': 'A heading skips a level, is empty, or holds more than text.',
  'lesson/heading-in-block': 'A heading stands inside a block, a list or a quotation.',
  'lesson/front-matter': 'A lesson begins with front matter; it has none.',
  'lesson/page-id': 'The id of a page is missing or malformed.',

  'markdown/tag-syntax': 'A tag `{% ... %}` cannot be read.',
  'markdown/html': 'Raw HTML.',
  'markdown/variable': 'A Markdoc variable or function; the module language has none.',
  'markdown/annotation': 'An annotation `{% ... %}` on something that takes none.',
  'markdown/indented': 'A heading, a list or a quotation that is indented so far that Markdown does not see it.',
  'markdown/not-here': 'A piece of Markdown that may not stand in this place.',

  'block/unknown': 'A tag whose name is no block.',
  'block/not-closed': 'A block is opened and never closed.',
  'block/not-opened': 'A block is closed that is not open.',
  'block/not-on-own-line': 'The tags of a block must stand on lines of their own.',
  'block/unknown-attribute': 'A block has no such attribute.',
  'block/missing-attribute': 'A required attribute is missing or empty.',
  'block/wrong-attribute': 'An attribute holds a value of the wrong kind.',
  'block/empty': 'A block without the text that it needs.',
  'block/not-empty': 'A block that holds no text was given some.',
  'block/not-here': 'A block may not stand in this place.',
  'block/parts': 'A block made of parts has too few or too many of them, or text between them.',
  'block/list': 'A block that holds one plain list holds something else.',
  'vignette/not-attested': 'The author of a vignette does not say that it is invented.',

  'image/no-alt': 'An image without a text that says what it shows.',
  'image/title': 'An image with a title in quotes; use a figure with a caption.',
  'media/missing': 'A file of `media/` that does not exist.',
  'media/path': 'A media path is not `media/<file name>`.',
  'media/kind': 'A media file of the wrong kind.',
  'media/damaged': 'A picture that no browser can show: another kind of file, cut off, or an SVG with a slip in it.',
  'media/captions': 'A file of captions is no WebVTT, or holds no captions.',
  'link/address': 'A link that is not https, http, mailto or `#page-id`.',

  'id/twice': 'The same id stands twice.',
  'reference/objective': 'No objective has this id.',
  'reference/page': 'No page has this id.',
  'reference/question': 'No question has this id.',
  'reference/item': 'No item of the practice model has this id.',
  'reference/source': 'No source has this id.',
  'reference/term': 'No term of the glossary has this id.',
  'reference/group': 'An item belongs to a group that is not in the same edition.',
  'glossary/not-listed': 'The module explains terms, but no page lists them (warning).',
  'glossary/none': 'A page lists the terms of a module that explains none.',
  'item/unverified': 'A practice-model item whose name was not seen in a public source (warning).',
  'item/other-edition': 'A practice-model item of another edition than the one that the module follows (warning).',
  'edition/file-name': 'The edition in a practice-model file differs from the file name.',

  'programme/none': 'An entry of `programmes:` holds no fields.',
  'programme/id-taken': 'A programme has the id of a module.',
  'programme/unknown-module': 'A programme names a module that has no folder.',
  'programme/unknown-prerequisite': 'A prerequisite is no module of the same programme.',
  'programme/late-prerequisite': 'A prerequisite stands later than the module that waits for it.',
  'programme/cycle': 'Modules of a programme wait for each other, or one for itself.',
  'programme/elective-prerequisite': 'A required module waits for one that may be left out.',
  'programme/nothing-required': 'A programme holds nothing but electives, so it is done before it begins.',

  'question/unknown-type': 'A question of a type that does not exist.',
  'question/no-review': 'An assessment question does not name the page that teaches its answer.',
  'question/not-placed': 'A knowledge check stands on no page.',
  'question/placed-twice': 'A knowledge check stands on more than one page.',
  'question/not-a-check': 'An assessment question is placed on a page.',
  'question/none-scored': 'No question of the assessment has a right answer.',
  'question/nothing': 'A file of questions holds none.',
  'objective/not-measured': 'No question measures this objective (warning).',

  'translation/language': 'A translation into the language of the module itself.',
  'translation/nothing': 'A published language without any text.',
  'translation/no-source': 'A translated file, or question, that has no source.',
  'translation/missing': 'A text that is not translated (an error when the language is published, else a warning).',
  'translation/structure': 'A translated page that is built otherwise than its source (error or warning, as above).',
  'translation/not-a-text': 'A translation holds something that is not translated: an id, a key, a score.',
  'translation/not-recorded': 'A translation of which nobody knows the source text (warning).',
  'translation/stale': 'A translation whose source has changed since (warning).',

  'quality/reading-level': 'A lesson needs a higher school grade than `_style.yaml` sets (warning).',
  'quality/term': 'A word that `_style.yaml` avoids (warning).',
  'quality/case-number': 'A number that looks like one of a real case or person (warning).',
  'quality/color-alone': 'Something is named by its color alone (warning).',
  'quality/alt-text': 'The text of an image says only that it is one (warning).',
  'quality/long-answer': 'The right option is much longer than the others (warning).',
  'quality/all-of-the-above': 'An option that stands for other options (warning).',
  'quality/negation': 'A question that asks for what is not so (warning).',
  'quality/same-position': 'The right option stands in the same place in question after question (warning).',
  'quality/placeholder': 'A place that `cpm new` left for an author to write at (warning).',
  'quality/allow':
    'A comment `allow <code>: <reason>` without a reason, with an unknown code, or with nothing to allow (warning).',
} as const;

export type FaultCode = keyof typeof faultCodes;

/** A diagnostic of the rooms definition and model; an error unless told otherwise. */
export function fault(
  code: FaultCode,
  place: Place,
  message: string,
  hint: string,
  severity: Severity = 'error',
): Diagnostic {
  return { ...place, code, severity, message, hint };
}
