/** The first module that the manual shows, by file; a test builds exactly these. */
export const firstModule: Readonly<Record<string, string>> = {
  'module.yaml': `title: Clear words
version: "1.0.0"
language: en
summary: How to tell a family about a meeting so that they can use it.
minutes: 2
audience: [social workers]
practice-model: "2016"
objectives:
  - id: plain-words
    text: Put a sentence full of abbreviations into plain words
  - id: ask-first
    text: Name one thing to ask a family before telling them
  - id: say-when
    text: List the three facts that every invitation holds
contributors: [CPM courseware project]
`,
  'lessons/01-plain-words.md': `# Plain words

## Say who, when and what for

A family can use only what it understands. Three facts belong in every invitation: who meets, when, and what for.

{% callout title="Try this week" kind="tip" %}
Read one of your letters aloud, and stop at every word that a neighbor would not know.
{% /callout %}

{% check "k-plain" /%}
`,
  'questions/checks.yaml': `use: check
questions:
  - id: k-plain
    type: single-choice
    title: A plain sentence
    text: Which sentence can a grandmother use?
    objective: plain-words
    feedback:
      right: It says who meets, when, and what for.
      wrong: Read both as a neighbor would.
    options:
      - text: We meet on Friday at four to plan the visits.
        correct: true
      - text: The CFT is on Friday.
`,
};
