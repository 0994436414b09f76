/** The words of a guide, in the languages that the interface speaks; another language reads English. */
export interface GuideWords {
  readonly participant: string;
  readonly trainer: string;
  readonly version: string;
  readonly page: string;
  readonly of: string;
  readonly audience: string;
  readonly minutes: string;
  readonly publisher: string;
  readonly contributors: string;
  readonly edition: string;
  readonly objectives: string;
  readonly lesson: string;
  readonly check: string;
  readonly question: string;
  readonly assessment: string;
  readonly pass: string;
  readonly tries: string;
  readonly noLimit: string;
  readonly sources: string;
  readonly answer: string;
  readonly rightAnswer: string;
  readonly isRight: string;
  readonly isTrue: string;
  readonly isFalse: string;
  readonly match: string;
  readonly order: string;
  readonly onScreen: string;
  readonly ifRight: string;
  readonly ifWrong: string;
  readonly feedbackFor: string;
  readonly objective: string;
  readonly item: string;
  readonly review: string;
  readonly points: string;
  readonly image: string;
  readonly description: string;
  readonly whatIsAsked: string;
  readonly whatItSays: string;
}

const en: GuideWords = {
  participant: 'Participant guide',
  trainer: 'Trainer’s guide',
  version: 'Version',
  page: 'Page',
  of: 'of',
  audience: 'For',
  minutes: 'Minutes',
  publisher: 'Published by',
  contributors: 'Written by',
  edition: 'edition',
  objectives: 'What you will be able to do',
  lesson: 'Lesson',
  check: 'Knowledge check',
  question: 'Question',
  assessment: 'Final assessment',
  pass: 'Percent needed to pass',
  tries: 'Tries',
  noLimit: 'as many as you like',
  sources: 'Sources',
  answer: 'Your answer',
  rightAnswer: 'Right answer',
  isRight: 'right',
  isTrue: 'True',
  isFalse: 'False',
  match: 'Write the letter that belongs to each line.',
  order: 'Number these in their order.',
  onScreen: 'This one is answered on the screen.',
  ifRight: 'Feedback when right',
  ifWrong: 'Feedback when wrong',
  feedbackFor: 'Feedback for',
  objective: 'Objective',
  item: 'Practice model',
  review: 'Taught on the page',
  points: 'Points',
  image: 'Image',
  description: 'Description',
  whatIsAsked: 'Part',
  whatItSays: 'Text',
};

const es: GuideWords = {
  participant: 'Guía del participante',
  trainer: 'Guía del capacitador',
  version: 'Versión',
  page: 'Página',
  of: 'de',
  audience: 'Para',
  minutes: 'Minutos',
  publisher: 'Publicado por',
  contributors: 'Escrito por',
  edition: 'edición',
  objectives: 'Lo que usted podrá hacer',
  lesson: 'Lección',
  check: 'Compruebe lo que sabe',
  question: 'Pregunta',
  assessment: 'Evaluación final',
  pass: 'Porcentaje necesario para aprobar',
  tries: 'Intentos',
  noLimit: 'todos los que usted quiera',
  sources: 'Fuentes',
  answer: 'Su respuesta',
  rightAnswer: 'Respuesta correcta',
  isRight: 'correcta',
  isTrue: 'Verdadero',
  isFalse: 'Falso',
  match: 'Escriba en cada línea la letra que le corresponde.',
  order: 'Numere estos pasos en su orden.',
  onScreen: 'Esta se contesta en la pantalla.',
  ifRight: 'Comentario si es correcta',
  ifWrong: 'Comentario si es incorrecta',
  feedbackFor: 'Comentario para',
  objective: 'Objetivo',
  item: 'Modelo de práctica',
  review: 'Se enseña en la página',
  points: 'Puntos',
  image: 'Imagen',
  description: 'Descripción',
  whatIsAsked: 'Parte',
  whatItSays: 'Texto',
};

/** @param language a BCP 47 tag */
export function guideWords(language: string): GuideWords {
  return /^es\b/i.test(language) ? es : en;
}
