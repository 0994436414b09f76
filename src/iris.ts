/**
 * Identifiers of a module and its parts: made from ids alone, so that a new version keeps them.
 * The compiler and the learner's page make them by this one function.
 */
export interface Iris {
  readonly module: string;
  readonly assessment: string;
  lesson(id: string): string;
  page(id: string): string;
  question(id: string): string;
  objective(id: string): string;
}

/** @param iriBase from curriculum.yaml; ends in '/' */
export function irisOf(iriBase: string, moduleId: string): Iris {
  const module = `${iriBase}modules/${moduleId}`;
  return {
    module,
    assessment: `${module}/assessment`,
    lesson: (id) => `${module}/lessons/${id}`,
    page: (id) => `${module}/pages/${id}`,
    question: (id) => `${module}/questions/${id}`,
    objective: (id) => `${module}/objectives/${id}`,
  };
}

/** Identifier of a programme: of the course that is packaged from it. */
export function programmeIri(iriBase: string, id: string): string {
  return `${iriBase}programmes/${id}`;
}
