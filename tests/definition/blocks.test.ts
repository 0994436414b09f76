import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkModule, copyFixtures, spoil } from './support/check.js';

/** What is said about the good lesson with a text at its end; minutes are no matter here. */
async function added(text: string, glossary = ''): Promise<string> {
  const outcome = await spoil(
    ['clear-words/lessons/02-ask-first.md', '> Practice grows by small steps.', text],
    ['clear-words/module.yaml', 'sources:', `${glossary}sources:`],
  );
  return outcome.diagnostics
    .filter(({ code }) => code !== 'module/minutes')
    .map(({ line, column, code, message, hint }) => `${line}:${column} ${code}\n${message}\n${hint}`)
    .join('\n\n');
}

describe('blocks made of parts', () => {
  it('with too few of them', async () => {
    expect(await added('{% tabs %}\n{% tab title="A" %}\nText.\n{% /tab %}\n{% /tabs %}')).toMatchInlineSnapshot(`
      "26:1 block/parts
      \`tabs\` holds 1 \`tab\`; it takes 2 to 6.
      add a \`tab\`, or write what it holds without \`tabs\`"
    `);
  });
  it('with none', async () => {
    expect(await added('{% timeline %}\n{% /timeline %}')).toMatchInlineSnapshot(`
      "26:1 block/empty
      \`timeline\` is empty; it needs two or more \`event\`.
      write it between \`{% timeline ... %}\` and \`{% /timeline %}\`"
    `);
  });
  it('with an empty one', async () => {
    expect(
      await added('{% tabs %}\n{% tab title="A" %}\n{% /tab %}\n{% tab title="B" %}\nText.\n{% /tab %}\n{% /tabs %}'),
    ).toMatchInlineSnapshot(`
      "27:1 block/empty
      \`tab\` is empty; it needs the text behind the tab.
      write it between \`{% tab ... %}\` and \`{% /tab %}\`"
    `);
  });
  it('with text between them', async () => {
    expect(
      await added(
        '{% comparison %}\nSome text.\n\n{% column title="A" %}\nText.\n{% /column %}\n{% column title="B" %}\nText.\n{% /column %}\n{% /comparison %}',
      ),
    ).toMatchInlineSnapshot(`
      "27:1 block/parts
      \`comparison\` holds nothing but \`column\`; this stands outside of them.
      put it into a \`column\`, or before \`{% comparison ... %}\`"
    `);
  });
  it('with a misspelt one', async () => {
    expect(
      await added(
        '{% process %}\n{% stpe title="A" %}\nText.\n{% /stpe %}\n{% step title="B" %}\nText.\n{% /step %}\n{% /process %}',
      ),
    ).toMatchInlineSnapshot(`
      "27:4 block/unknown
      \`stpe\` is no block.
      the only one here is \`step\`"
    `);
  });
  it('with one that belongs elsewhere', async () => {
    expect(
      await added(
        '{% tabs %}\n{% step title="A" %}\nText.\n{% /step %}\n{% tab title="B" %}\nText.\n{% /tab %}\n{% tab title="C" %}\nText.\n{% /tab %}\n{% /tabs %}',
      ),
    ).toMatchInlineSnapshot(`
      "27:1 block/not-here
      \`step\` may not stand inside \`tabs\`.
      put it between \`{% process ... %}\` and \`{% /process %}\`"
    `);
  });
  it('and a part by itself', async () => {
    expect(await added('{% event when="2016" %}\nText.\n{% /event %}')).toMatchInlineSnapshot(`
      "26:1 block/not-here
      \`event\` may not stand by itself.
      put it between \`{% timeline ... %}\` and \`{% /timeline %}\`"
    `);
  });
  it('and one left open, told once', async () => {
    expect(
      await added('{% tabs %}\n{% tab title="A" %}\nText.\n{% /tab %}\n{% tab title="B" %}\nText.\n{% /tab %}'),
    ).toMatchInlineSnapshot(`
      "26:1 block/not-closed
      \`tabs\` is opened here and never closed.
      write \`{% /tabs %}\` on a line of its own where it ends"
    `);
    expect(
      await added('{% tabs %}\n{% tab title="A" %}\nText.\n\n{% tab title="B" %}\nText.\n{% /tab %}\n{% /tabs %}'),
    ).toMatchInlineSnapshot(`
      "27:1 block/not-closed
      \`tab\` is opened here and never closed.
      write \`{% /tab %}\` on a line of its own where it ends"
    `);
  });
  it('without the title of one', async () => {
    expect(
      await added('{% tabs %}\n{% tab titel="A" %}\nText.\n{% /tab %}\n{% tab %}\nText.\n{% /tab %}\n{% /tabs %}'),
    ).toMatchInlineSnapshot(`
      "27:8 block/unknown-attribute
      \`tab\` has no attribute \`titel\`.
      did you mean \`title\`?

      30:1 block/missing-attribute
      \`tab\` needs \`title\`: one to three words on the tab.
      add \`title="..."\`"
    `);
  });
});

describe('vignettes', () => {
  it('whose author does not say that they are invented', async () => {
    expect(await added('{% vignette %}\nText.\n{% /vignette %}')).toMatchInlineSnapshot(`
      "26:1 vignette/not-attested
      This vignette does not say that it is invented.
      add \`invented="yes"\` when nobody real can be recognized in it; else take it out"
    `);
    expect(await added('{% vignette invented="no" %}\nText.\n{% /vignette %}')).toMatchInlineSnapshot(`
      "26:23 vignette/not-attested
      This vignette does not say that it is invented.
      add \`invented="yes"\` when nobody real can be recognized in it; else take it out"
    `);
  });
});

describe('terms', () => {
  const glossary = 'glossary:\n  - { id: fidelity, term: fidelity, meaning: How true it stays., source: about }\n';
  it('that the glossary does not hold, a source that is none, and no page that lists them', async () => {
    expect(await added('It is {% term "fidelty" /%}.', glossary)).toMatchInlineSnapshot(`
      "26:16 reference/term
      There is no term "fidelty" in the glossary of module.yaml.
      did you mean \`fidelity\`? Else add it under \`glossary:\` in module.yaml

      20:1 glossary/not-listed
      The module explains terms, but no page lists them.
      end the last lesson with a page \`## Words of this module\` that holds \`{% glossary /%}\`

      21:74 reference/source
      There is no source "about" in module.yaml.
      write one of \`cpm-about\`, \`profile\`"
    `);
  });
  it('without a glossary', async () => {
    expect(await added('It is {% term "fidelity" /%}.\n\n{% glossary /%}')).toMatchInlineSnapshot(`
      "26:16 reference/term
      There is no term "fidelity" in the glossary of module.yaml.
      add it under \`glossary:\` in module.yaml: \`- { id: fidelity, term: fidelity, meaning: "..." }\`

      28:1 glossary/none
      This module explains no terms, so there is nothing to list.
      write terms under \`glossary:\` in module.yaml, or delete the block"
    `);
  });
  it('in the text of a question', async () => {
    const { text } = await spoil([
      'clear-words/questions/checks.yaml',
      'made the *voicemail*',
      'made the {% term "fidelity" /%}',
    ]);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:6:25  error  block/not-here
        \`term\` may not stand inside the text of a question.
          6 |     text: What made the {% term "fidelity" /%} hard to use?
            |                         ^^^^^^^^^^^^^^^^^^^^^^
        hint: explain the word in the text of a page"
    `);
  });
});

describe('what a learner writes for nobody else', () => {
  it('needs a name of its own that is an id', async () => {
    expect(
      await added(
        '{% reflection id="a" prompt="Why?" /%}\n\n{% plan id="a" title="My plan" %}\n{% line prompt="What?" /%}\n{% /plan %}\n\n{% reflection id="My Words" prompt="Why?" %}\nThink.\n{% /reflection %}',
      ),
    ).toMatchInlineSnapshot(`
      "28:13 id/twice
      The reflection, plan or checklist id "a" stands twice: here and at modules/clear-words/lessons/02-ask-first.md:26:19.
      give one of the two another \`id\`: each keeps the learner's words under its own

      32:19 block/wrong-attribute
      \`id\` of \`reflection\` is "My Words", which is no id.
      use lower-case letters, digits and single hyphens, at most 60"
    `);
  });
  it('and a checklist holds one plain list', async () => {
    const checklist = (body: string): string => `{% checklist id="c" title="Before" %}\n${body}\n{% /checklist %}`;
    expect(await added(checklist('Text.'))).toMatchInlineSnapshot(`
      "27:1 block/list
      \`checklist\` holds one list; this is something else.
      write each line of the list by itself, beginning with \`- \`, and nothing else"
    `);
    expect(await added(checklist('1. One\n2. Two'))).toMatchInlineSnapshot(`
      "27:1 block/list
      \`checklist\` holds one list; this is something else.
      write each line of the list by itself, beginning with \`- \`, and nothing else"
    `);
    expect(await added(checklist('- One\n  - Two'))).toMatchInlineSnapshot(`
      "26:1 block/list
      A line of this \`checklist\` holds a list of its own.
      write each line of the list by itself, beginning with \`- \`, and nothing else"
    `);
    expect(await added(checklist('- One'))).toBe('');
  });
});

describe('media', () => {
  /** What is said when the media files hold this. */
  async function withFile(name: string, text: string): Promise<string> {
    const copy = await copyFixtures();
    await writeFile(copy.at(`every-block/media/${name}`), text);
    const outcome = await checkModule(copy.folder, 'every-block');
    await copy.remove();
    return outcome.text;
  }
  it('captions that are no WebVTT', async () => {
    expect(await withFile('talk.vtt', '1\n00:00:01,000 --> 00:00:04,000\nHello.\n')).toMatchInlineSnapshot(`
      "modules/every-block/media/talk.vtt:1:1  error  media/captions
        These captions do not begin with the line \`WEBVTT\`.
          1 | 1
            | ^
        hint: begin the file with the line \`WEBVTT\` and an empty one; captions in the form SRT need that, and points in their times where they have commas"
    `);
  });
  it('captions with a wrong time, and captions that end before they begin', async () => {
    expect(
      await withFile(
        'talk.vtt',
        'WEBVTT\n\n00:00:01,000 --> 00:00:04.000\nHello.\n\n00:00:09.000 --> 00:00:08.000\nThere.\n',
      ),
    ).toMatchInlineSnapshot(`
      "modules/every-block/media/talk.vtt:3:9  error  media/captions
        These captions cannot be read from here on: No decimal separator (".") found.
          3 | 00:00:01,000 --> 00:00:04.000
            |         ^
        hint: write each caption as a line such as \`00:00:01.000 --> 00:00:04.000\`, its words below, and an empty line

      modules/every-block/media/talk.vtt:6:30  error  media/captions
        These captions cannot be read from here on: End timestamp is not greater than start timestamp.
          6 | 00:00:09.000 --> 00:00:08.000
            |                              ^
        hint: write each caption as a line such as \`00:00:01.000 --> 00:00:04.000\`, its words below, and an empty line"
    `);
  });
  it('captions without any', async () => {
    expect(await withFile('talk.vtt', 'WEBVTT\n')).toMatchInlineSnapshot(`
      "modules/every-block/media/talk.vtt:1:1  error  media/captions
        This file holds no captions.
          1 | WEBVTT
            | ^
        hint: write each caption as a line such as \`00:00:01.000 --> 00:00:04.000\`, its words below, and an empty line"
    `);
  });
  it('a document that is only called one', async () => {
    expect(await withFile('guide.pdf', '<html></html>')).toMatchInlineSnapshot(`
      "modules/every-block/media/guide.pdf:1:1  error  media/kind
        This file is named .pdf, but is none.
        hint: save the document as PDF once more"
    `);
  });
  it('of the wrong kind, without transcript, without captions, without source', async () => {
    expect(
      await added(
        '{% audio src="media/talk.mp4" title="A voicemail" %}\n{% /audio %}\n\n{% document src="media/table.svg" title="A guide" /%}\n\n{% quote %}\nWords.\n{% /quote %}',
      ),
    ).toMatchInlineSnapshot(`
      "26:1 block/empty
      \`audio\` is empty; it needs the transcript.
      write it between \`{% audio ... %}\` and \`{% /audio %}\`

      26:1 block/missing-attribute
      \`audio\` needs \`captions\`: its captions in WebVTT: \`media/<file name>.vtt\`.
      add \`captions="..."\`

      26:15 media/kind
      \`media/talk.mp4\` is not a file for this place.
      use a file that ends in .mp3, .m4a

      29:1 block/empty
      \`document\` is empty; it needs what the document holds.
      write it between \`{% document ... %}\` and \`{% /document %}\`

      29:18 media/kind
      \`media/table.svg\` is not a file for this place.
      use a file that ends in .pdf

      31:1 block/missing-attribute
      \`quote\` needs \`source\`: id of the source in module.yaml.
      add \`source="..."\`"
    `);
  });
});
