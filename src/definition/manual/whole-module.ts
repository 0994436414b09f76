/** A whole small module by file: three lessons, an image, a term, checks and a drawn test; a test builds exactly these. */
export const wholeModule: Readonly<Record<string, string>> = {
  'module.yaml': `title: "Family meetings: the first hour"
version: "1.0.0"
language: en
summary: How to plan, open and close a meeting so that the family leads it.
minutes: 5
audience: [social workers, supervisors]
practice-model: "2016"
objectives:
  - id: plan-ahead
    text: Plan a meeting together with the family
  - id: open-well
    text: Open a meeting so that everyone speaks
  - id: close-well
    text: Close a meeting with a plan
assessment:
  passing-score: 80
  tries: 3
  draw:
    - questions: 1
      objective: each
glossary:
  - id: safety-plan
    term: safety plan
    meaning: What everyone does to keep a child safe.
sources:
  - id: cpm-about
    title: About the Core Practice Model
    publisher: Child and Family Policy Institute of California
    url: https://cpm.cfpic.org/about
contributors: [CPM courseware project]
`,
  'lessons/01-before.md': `# Before the meeting

## Ask first

Every family is different. Ask whom they want at the table, and when.

![Four chairs around a table](media/table.svg)

{% check "k-plan" /%}
`,
  'lessons/02-opening.md': `# Opening the meeting

## Begin with names

Everyone says a name and a hope. The family goes first. The model asks for that {% source "cpm-about" /%}.

{% vignette title="The grandmother" invented="yes" %}
Dana opens the meeting. She turns to the grandmother first and waits.
{% /vignette %}

{% check "k-open" /%}
`,
  'lessons/03-closing.md': `# Closing the meeting

## End with a plan

Say who does what, and by when. A {% term "safety-plan" /%} names people and days.

## Words of this module

{% glossary /%}
`,
  'questions/checks.yaml': `use: check
questions:
  - id: k-plan
    type: single-choice
    title: Who plans
    text: Who decides who comes?
    objective: plan-ahead
    options:
      - text: The family, with you
        correct: true
      - text: The office alone
    feedback:
      right: They know who helps them.
      wrong: Think of who knows the family best.
  - id: k-open
    type: true-false
    title: Who speaks first
    text: The supervisor speaks first.
    objective: open-well
    answer: false
    feedback:
      right: The family goes first.
      wrong: Look at the page once more.
`,
  'questions/final.yaml': `use: assessment
questions:
  - id: q-plan
    type: single-choice
    title: Planning
    text: What do you ask before you choose a day?
    objective: plan-ahead
    review: ask-first
    options:
      - text: When the family can come
        correct: true
      - text: When the room is free
    feedback:
      right: The family comes first.
      wrong: The page says whom to ask.
  - id: q-guests
    type: true-false
    title: Guests
    text: A family may bring a neighbor.
    objective: plan-ahead
    review: ask-first
    answer: true
    feedback:
      right: They choose who helps.
      wrong: The page says who chooses.
  - id: q-open
    type: true-false
    title: Opening
    text: Everyone says a hope at the start.
    objective: open-well
    review: begin-with-names
    answer: true
    feedback:
      right: So everyone has spoken once.
      wrong: The page says what everyone says.
  - id: q-close
    type: multiple-choice
    title: Closing
    text: What belongs in a plan?
    objective: close-well
    review: end-with-a-plan
    options:
      - text: Who does it
        correct: true
      - text: By when
        correct: true
      - text: Who is to blame
    feedback:
      right: A plan names people and days.
      wrong: Read the first sentence of the page.
`,
};
