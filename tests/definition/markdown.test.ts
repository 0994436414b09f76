import { describe, expect, it } from 'vitest';
import { spoil } from './support/check.js';

const lesson = 'clear-words/lessons/02-ask-first.md';
const end = '> Practice grows by small steps.\n';

/** What is said about the good module when a text is added to its last page (line 26 of the lesson). */
async function added(text: string): Promise<string> {
  return (await spoil([lesson, end, text])).text;
}

describe('the place of a fault in a line of text', () => {
  it('is that of the third image when three stand in one paragraph over three lines', async () => {
    const three =
      '![One](media/table.svg) and ![two](media/levels.svg) then\nmore *text* of the paragraph with `code`, and\n  the third ![ ](media/table.svg) without a text.\n';
    expect(await added(three)).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:28:13  error  image/no-alt
        This image has no text that says what it shows; who cannot see it gets nothing.
         28 |   the third ![ ](media/table.svg) without a text.
            |             ^^^^^^^^^^^^^^^^^^^^^
        hint: write what it shows between the brackets: \`![what it shows](...)\`; an image that only decorates is a figure with alt="""
    `);
  });

  it('is right in a list, in a quotation, and in a table', async () => {
    expect(
      await added(
        '- one\n  - two with ![](media/table.svg)\n\n> > quoted\n> > and ![](media/table.svg)\n\n| A | B |\n| --- | --- |\n| a | b ![](media/table.svg) |\n',
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:27:14  error  image/no-alt
        This image has no text that says what it shows; who cannot see it gets nothing.
         27 |   - two with ![](media/table.svg)
            |              ^^^^^^^^^^^^^^^^^^^^
        hint: write what it shows between the brackets: \`![what it shows](...)\`; an image that only decorates is a figure with alt=""

      modules/clear-words/lessons/02-ask-first.md:30:9  error  image/no-alt
        This image has no text that says what it shows; who cannot see it gets nothing.
         30 | > > and ![](media/table.svg)
            |         ^^^^^^^^^^^^^^^^^^^^
        hint: write what it shows between the brackets: \`![what it shows](...)\`; an image that only decorates is a figure with alt=""

      modules/clear-words/lessons/02-ask-first.md:34:9  error  image/no-alt
        This image has no text that says what it shows; who cannot see it gets nothing.
         34 | | a | b ![](media/table.svg) |
            |         ^^^^^^^^^^^^^^^^^^^^
        hint: write what it shows between the brackets: \`![what it shows](...)\`; an image that only decorates is a figure with alt="""
    `);
  });
});

describe('tags', () => {
  it('unknown name: did you mean', async () => {
    expect(await added('{% calout %}\nText.\n{% /calout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:4  error  block/unknown
        \`calout\` is no block.
         26 | {% calout %}
            |    ^^^^^^
        hint: did you mean \`callout\`?"
    `);
  });
  it('unknown name at the opening only', async () => {
    expect(await added('{% calout %}\nText.\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:4  error  block/unknown
        \`calout\` is no block.
         26 | {% calout %}
            |    ^^^^^^
        hint: did you mean \`callout\`?"
    `);
  });
  it('misspelt end', async () => {
    expect(await added('{% callout %}\nText.\n{% /calout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:28:1  error  block/not-opened
        \`{% /calout %}\` does not close \`{% callout %}\` of line 26.
         28 | {% /calout %}
            | ^^^^^^^^^^^^^
        hint: write \`{% /callout %}\`"
    `);
  });
  it('an end without a beginning', async () => {
    expect(await added('Text.\n\n{% /vignette %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:28:1  error  block/not-opened
        \`{% /vignette %}\` closes a block that is not open here.
         28 | {% /vignette %}
            | ^^^^^^^^^^^^^^^
        hint: delete it, or open the block with \`{% vignette %}\`"
    `);
  });
  it('a block left open inside another', async () => {
    expect(
      await added(
        '{% vignette invented="yes" %}\nText.\n\n{% figure src="media/table.svg" alt="" %}\n\n{% /vignette %}\n',
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:29:1  error  block/not-closed
        \`figure\` is opened here and never closed.
         29 | {% figure src="media/table.svg" alt="" %}
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: write \`{% /figure %}\` on a line of its own where it ends"
    `);
  });
  it('a check without the slash at its end', async () => {
    expect(
      (
        await spoil([
          'clear-words/lessons/01-plain-words.md',
          '{% check "k-abbreviation" /%}',
          '{% check "k-abbreviation" %}',
        ])
      ).text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:29:1  error  block/not-closed
        \`check\` holds no text, so its tag must end with \`/%}\`.
         29 | {% check "k-abbreviation" %}
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: write \`{% check "k-abbreviation" /%}\`"
    `);
  });
  it('a tag with an end that needs none, and tags across a link', async () => {
    expect(await added('Text {% source "profile" %}x{% /source %}.\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:6  error  block/not-closed
        \`source\` holds no text, so its tag must end with \`/%}\`.
         26 | Text {% source "profile" %}x{% /source %}.
            |      ^^^^^^^^^^^^^^^^^^^^^^
        hint: write \`{% source "profile" /%}\`"
    `);
    expect(
      await added('[a {% /callout %} b](https://example.org) and [c {% callout %} d](https://example.org)\n'),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:4  error  block/not-opened
        \`{% /callout %}\` closes a block that is not open here.
         26 | [a {% /callout %} b](https://example.org) and [c {% callout %} d](https://example.org)
            |    ^^^^^^^^^^^^^^
        hint: delete it, or open the block with \`{% callout %}\`

      modules/clear-words/lessons/02-ask-first.md:26:50  error  block/not-closed
        \`callout\` is opened here and never closed.
         26 | [a {% /callout %} b](https://example.org) and [c {% callout %} d](https://example.org)
            |                                                  ^^^^^^^^^^^^^
        hint: write \`{% /callout %}\` on a line of its own where it ends"
    `);
    expect(await added('One {% foo %}two{% /foo %} three.\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:8  error  block/unknown
        \`foo\` is no block.
         26 | One {% foo %}two{% /foo %} three.
            |        ^^^
        hint: write one of \`callout\`, \`vignette\`, \`reveal\`, \`tabs\`, \`comparison\`, \`process\`, \`timeline\`, \`figure\`, \`gallery\`, \`audio\`, \`video\`, \`document\`, or another of 21"
    `);
  });
  it('a block in a line with other text', async () => {
    expect(await added('{% callout %}Text.{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  block/not-on-own-line
        \`{% callout %}\` stands in a line with other text.
         26 | {% callout %}Text.{% /callout %}
            | ^^^^^^^^^^^^^
        hint: put the opening and the closing tag of a block on lines of their own, with nothing else in them"
    `);
    expect(await added('{% callout %}\nText. {% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:27:7  error  block/not-on-own-line
        \`{% /callout %}\` stands in a line with other text.
         27 | Text. {% /callout %}
            |       ^^^^^^^^^^^^^^
        hint: put the opening and the closing tag of a block on lines of their own, with nothing else in them"
    `);
    expect(await added('Text {% callout %}\nmore\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:6  error  block/not-on-own-line
        \`{% callout %}\` stands in a line with other text.
         26 | Text {% callout %}
            |      ^^^^^^^^^^^^^
        hint: put the opening and the closing tag of a block on lines of their own, with nothing else in them"
    `);
  });
  it('unknown attribute: did you mean', async () => {
    expect(await added('{% callout titel="x" %}\nText.\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:12  error  block/unknown-attribute
        \`callout\` has no attribute \`titel\`.
         26 | {% callout titel="x" %}
            |            ^^^^^
        hint: did you mean \`title\`?"
    `);
    expect(await added('{% reveal sumary="x" %}\nText.\n{% /reveal %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:11  error  block/unknown-attribute
        \`reveal\` has no attribute \`sumary\`.
         26 | {% reveal sumary="x" %}
            |           ^^^^^^
        hint: did you mean \`summary\`?"
    `);
  });
  it('a word that is none of those allowed', async () => {
    expect(await added('{% callout title="x" kind="tipp" %}\nText.\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:28  error  block/wrong-attribute
        \`kind\` of \`callout\` is "tipp", which is none of its words.
         26 | {% callout title="x" kind="tipp" %}
            |                            ^^^^
        hint: did you mean \`tip\`?"
    `);
  });
  it('missing attribute', async () => {
    expect(await added('{% reveal %}\nText.\n{% /reveal %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  block/missing-attribute
        \`reveal\` needs \`summary\`: the line that is always shown.
         26 | {% reveal %}
            | ^^^^^^^^^^^^
        hint: add \`summary="..."\`"
    `);
    expect(await added('{% source /%}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  block/missing-attribute
        \`source\` does not say which source it means.
         26 | {% source /%}
            | ^^^^^^^^^^^^^
        hint: write \`{% source "source-id" /%}\`"
    `);
    expect(await added('{% figure src="media/table.svg" %}\nText.\n{% /figure %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  image/no-alt
        This figure has no text that says what it shows; who cannot see it gets nothing.
         26 | {% figure src="media/table.svg" %}
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: add \`alt="what it shows"\`, or \`alt=""\` when it only decorates"
    `);
  });
  it('missing body', async () => {
    expect(await added('{% figure src="media/table.svg" alt="A table" %}\n{% /figure %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  block/empty
        \`figure\` is empty; it needs the long description.
         26 | {% figure src="media/table.svg" alt="A table" %}
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: write it between \`{% figure ... %}\` and \`{% /figure %}\`"
    `);
  });
  it('an image that only decorates needs no description', async () => {
    expect(await added('{% figure src="media/table.svg" alt="" %}\n{% /figure %}\n')).toBe('');
  });
  it('single or typographic quotes, and a tag that never ends', async () => {
    expect(await added("{% callout title='x' %}\nText.\n{% /callout %}\n")).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  markdown/tag-syntax
        This tag cannot be read.
         26 | {% callout title='x' %}
            | ^^^^^^^^^^^^^^^^^^^^^^^
        hint: write double quotes (") around values: \`{% callout title="x" %}\`"
    `);
    expect(await added('{% callout title=\u201cx\u201d %}\nText.\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  markdown/tag-syntax
        This tag cannot be read.
         26 | {% callout title=“x” %}
            | ^^^^^^^^^^^^^^^^^^^^^^^
        hint: write straight double quotes (") around values, not typographic ones: \`{% callout title="x" %}\`"
    `);
    expect(await added('Look at {% source "profile" and so on.\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:9  error  markdown/tag-syntax
        A tag begins here and never ends.
         26 | Look at {% source "profile" and so on.
            |         ^^
        hint: end it with \`%}\` (or \`/%}\`), and see that every " in it has its partner"
    `);
  });
  it('variables and functions of Markdoc are none of ours', async () => {
    expect(await added('Hello {% $name %}.\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:7  error  markdown/variable
        A Markdoc variable or function stands here; the module language has none.
         26 | Hello {% $name %}.
            |       ^^
        hint: write the text itself"
    `);
    expect(await added('{% callout title=$name %}\nText.\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:12  error  block/wrong-attribute
        \`title\` of \`callout\` must be a text.
         26 | {% callout title=$name %}
            |            ^
        hint: write it in straight double quotes"
    `);
    expect(await added('{% if true %}\nText.\n{% /if %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:4  error  block/unknown
        \`if\` is no block.
         26 | {% if true %}
            |    ^^
        hint: write one of \`callout\`, \`vignette\`, \`reveal\`, \`tabs\`, \`comparison\`, \`process\`, \`timeline\`, \`figure\`, \`gallery\`, \`audio\`, \`video\`, \`document\`, or another of 21"
    `);
  });
  it('a block in a place that takes none', async () => {
    expect(
      await added('{% vignette invented="yes" %}\n{% callout %}\nText.\n{% /callout %}\n{% /vignette %}\n'),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:27:1  error  block/not-here
        \`callout\` may not stand inside \`vignette\`.
         27 | {% callout %}
            | ^^^^^^^^^^^^^
        hint: put it directly on the page"
    `);
    expect(await added('- {% callout %}\n  Text.\n  {% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:3  error  block/not-here
        \`callout\` may not stand inside a list, a table, a quotation or a heading.
         26 | - {% callout %}
            |   ^^^^^^^^^^^^^
        hint: put it directly on the page"
    `);
    expect(await added('{% callout %}\n## Heading\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:27:1  error  lesson/heading-in-block
        A heading may not stand inside \`callout\`.
         27 | ## Heading
            | ^
        hint: use a title attribute or **strong** text, or move the heading out"
    `);
  });
  it('an annotation on a paragraph', async () => {
    expect(await added('Text. {% .red %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:7  error  markdown/annotation
        An annotation stands here; only the heading of a page (##) takes one, its id.
         26 | Text. {% .red %}
            |       ^^
        hint: delete it"
    `);
  });
  it('tags in code are only text', async () => {
    expect(await added('`{% x %}` and\n\n```\n{% /callout %} <b>\n```\n\n\\{% not a tag %}\n')).toBe('');
  });
});

describe('raw HTML', () => {
  it('is refused once an element', async () => {
    expect(await added('A <b>bold</b> word and <script>alert(1)</script>.\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:3  error  markdown/html
        Raw HTML stands here: \`<b>\`.
         26 | A <b>bold</b> word and <script>alert(1)</script>.
            |   ^^^
        hint: write **strong**

      modules/clear-words/lessons/02-ask-first.md:26:24  error  markdown/html
        Raw HTML stands here: \`<script>\`.
         26 | A <b>bold</b> word and <script>alert(1)</script>.
            |                        ^^^^^^^^
        hint: write it as Markdown or with a block; to show a < as such, write \\<"
    `);
    expect(await added('<div class="x">\n\nText.\n\n</div>\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  markdown/html
        Raw HTML stands here: \`<div class="x">\`.
         26 | <div class="x">
            | ^^^^^^^^^^^^^^^
        hint: write it as Markdown or with a block; to show a < as such, write \\<"
    `);
  });
  it('hides no tag behind it', async () => {
    expect(await added('{% callout %}\n<div>Text.</div>\n{% /callout %}\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:27:1  error  markdown/html
        Raw HTML stands here: \`<div>\`.
         27 | <div>Text.</div>
            | ^^^^^
        hint: write it as Markdown or with a block; to show a < as such, write \\<"
    `);
  });
  it('a comment is left out', async () => {
    expect(await added('Text <!-- for authors --> goes on.\n\n<!-- two\nlines -->\n')).toBe('');
  });
});

describe('links and media', () => {
  it('lead to https, http, mailto or a page only', async () => {
    expect(
      await added(
        '[a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](&#106;avascript:x) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g](//example.org) [h]() [i](mailto:)\n\n[ok](mailto:a@example.org) <https://example.org> [p](#three-levels)\n',
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:5  error  link/address
        This link leads to \`javascript:alert(1)\`.
         26 | [a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](&#106;avascript:x) [d](data:text/html,x) [e](file:///…
            |     ^^^^^^^^^^^^^^^^^^
        hint: \`javascript:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/lessons/02-ask-first.md:26:30  error  link/address
        This link leads to \`JAVASCRIPT:x\`.
         26 | [a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](&#106;avascript:x) [d](data:text/html,x) [e](file:///…
            |                              ^^^^^^^^^^^^
        hint: \`JAVASCRIPT:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/lessons/02-ask-first.md:26:48  error  link/address
        This link leads to \`javascript:x\`.
         26 | …ascript:alert(1)) [b](JAVASCRIPT:x) [c](&#106;avascript:x) [d](data:text/html,x) [e](file:///etc/pas…
            |                                          ^^^^^^^^^^^^^^^^^
        hint: \`javascript:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/lessons/02-ask-first.md:26:71  error  link/address
        This link leads to \`data:text/html,x\`.
         26 | …AVASCRIPT:x) [c](&#106;avascript:x) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g]…
            |                                          ^^^^^^^^^^^^^^^^
        hint: \`data:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/lessons/02-ask-first.md:26:93  error  link/address
        This link leads to \`file:///etc/passwd\`.
         26 | …;avascript:x) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g](//example.org) [h]() …
            |                                          ^^^^^^^^^^^^^^^^^^
        hint: \`file:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/lessons/02-ask-first.md:26:117  error  link/address
        This link leads to \`../x.html\`.
         26 | …) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g](//example.org) [h]() [i](mailto:)
            |                                                      ^^^^^^^^^
        hint: write a whole address (https://...), mailto:name@example.org, or #page-id for a page of this module

      modules/clear-words/lessons/02-ask-first.md:26:132  error  link/address
        This link leads to \`//example.org\`.
         26 | …) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g](//example.org) [h]() [i](mailto:)
            |                                                                     ^^^^^^^^^^^^^
        hint: write a whole address (https://...), mailto:name@example.org, or #page-id for a page of this module

      modules/clear-words/lessons/02-ask-first.md:26:151  error  link/address
        This link leads nowhere.
         26 | …) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g](//example.org) [h]() [i](mailto:)
            |                                                                                        ^
        hint: write a whole address (https://...), mailto:name@example.org, or #page-id for a page of this module

      modules/clear-words/lessons/02-ask-first.md:26:157  error  link/address
        This link leads to \`mailto:\`.
         26 | …) [d](data:text/html,x) [e](file:///etc/passwd) [f](../x.html) [g](//example.org) [h]() [i](mailto:)
            |                                                                                              ^^^^^^^
        hint: write a whole address (https://...), mailto:name@example.org, or #page-id for a page of this module"
    `);
  });
  it('a link to a page that is not there', async () => {
    expect(await added('[a](#three-level)\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:5  error  reference/page
        There is no page "three-level" in this module.
         26 | [a](#three-level)
            |     ^^^^^^^^^^^^
        hint: did you mean \`three-levels\`?"
    `);
  });
  it('media stay inside the module folder', async () => {
    expect(
      await added(
        '![a](../../etc/passwd) ![b](/etc/passwd) ![c](media/../module.yaml) ![d](https://example.org/x.png) ![e](media/%2e%2e/module.yaml) ![f](table.svg) ![g](media/two%20words.svg)\n',
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:6  error  media/path
        \`../../etc/passwd\` is not a file of the folder \`media\`.
         26 | ![a](../../etc/passwd) ![b](/etc/passwd) ![c](media/../module.yaml) ![d](https://example.org/x.png) …
            |      ^^^^^^^^^^^^^^^^
        hint: put the file into the folder \`media\` of the module and write \`media/<file name>\`

      modules/clear-words/lessons/02-ask-first.md:26:29  error  media/path
        \`/etc/passwd\` is not a file of the folder \`media\`.
         26 | ![a](../../etc/passwd) ![b](/etc/passwd) ![c](media/../module.yaml) ![d](https://example.org/x.png) …
            |                             ^^^^^^^^^^^
        hint: put the file into the folder \`media\` of the module and write \`media/<file name>\`

      modules/clear-words/lessons/02-ask-first.md:26:47  error  media/path
        \`media/../module.yaml\` is not a file of the folder \`media\`.
         26 | …./../etc/passwd) ![b](/etc/passwd) ![c](media/../module.yaml) ![d](https://example.org/x.png) ![e](m…
            |                                          ^^^^^^^^^^^^^^^^^^^^
        hint: put the file into the folder \`media\` of the module and write \`media/<file name>\`

      modules/clear-words/lessons/02-ask-first.md:26:74  error  media/path
        \`https://example.org/x.png\` is not in the module; nothing is loaded from outside a package.
         26 | …passwd) ![c](media/../module.yaml) ![d](https://example.org/x.png) ![e](media/%2e%2e/module.yaml) ![…
            |                                          ^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: put the file into the folder \`media\` of the module and write \`media/<file name>\`

      modules/clear-words/lessons/02-ask-first.md:26:106  error  media/path
        \`media/../module.yaml\` is not a file of the folder \`media\`.
         26 | …l) ![d](https://example.org/x.png) ![e](media/%2e%2e/module.yaml) ![f](table.svg) ![g](media/two%20w…
            |                                          ^^^^^^^^^^^^^^^^^^^^^^^^
        hint: put the file into the folder \`media\` of the module and write \`media/<file name>\`

      modules/clear-words/lessons/02-ask-first.md:26:137  error  media/path
        \`table.svg\` is not a file of the folder \`media\`.
         26 | …ttps://example.org/x.png) ![e](media/%2e%2e/module.yaml) ![f](table.svg) ![g](media/two%20words.svg)
            |                                                                ^^^^^^^^^
        hint: did you mean \`media/table.svg\`?

      modules/clear-words/lessons/02-ask-first.md:26:153  error  media/path
        The file name \`two words.svg\` holds a blank or another character that some systems do not take.
         26 | …ttps://example.org/x.png) ![e](media/%2e%2e/module.yaml) ![f](table.svg) ![g](media/two%20words.svg)
            |                                                                                ^^^^^^^^^^^^^^^^^^^^^
        hint: rename the file to \`two-words.svg\`, and write \`media/two-words.svg\`"
    `);
  });
  it('a file of the wrong kind', async () => {
    expect(
      await added('{% video src="media/table.svg" captions="media/levels.svg" title="x" %}\nText.\n{% /video %}\n'),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:15  error  media/kind
        \`media/table.svg\` is not a file for this place.
         26 | {% video src="media/table.svg" captions="media/levels.svg" title="x" %}
            |               ^^^^^^^^^^^^^^^
        hint: use a file that ends in .mp4

      modules/clear-words/lessons/02-ask-first.md:26:42  error  media/kind
        \`media/levels.svg\` is not a file for this place.
         26 | {% video src="media/table.svg" captions="media/levels.svg" title="x" %}
            |                                          ^^^^^^^^^^^^^^^^
        hint: use a file that ends in .vtt"
    `);
  });
  it('titles in quotes', async () => {
    expect(await added('![a](media/table.svg "b") [c](https://example.org "d")\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  image/title
        The title in quotes of this image would show only under a mouse pointer.
         26 | ![a](media/table.svg "b") [c](https://example.org "d")
            | ^
        hint: delete it, or use the block \`figure\` with a caption

      modules/clear-words/lessons/02-ask-first.md:26:27  error  markdown/not-here
        The title in quotes of this link would show only under a mouse pointer.
         26 | ![a](media/table.svg "b") [c](https://example.org "d")
            |                           ^
        hint: delete it, or say it in the sentence around the link"
    `);
  });
});

describe('the outline of a lesson', () => {
  it('skipped and too deep headings', async () => {
    expect(await added('#### Deep\n\n### Right\n\n###### Too deep\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  lesson/heading
        This heading skips a level: #### follows ##.
         26 | #### Deep
            | ^^^^
        hint: write ###

      modules/clear-words/lessons/02-ask-first.md:30:1  error  lesson/heading
        This heading is too deep.
         30 | ###### Too deep
            | ^^^^^^
        hint: use ###, #### and at most #####"
    `);
  });
  it('a second title', async () => {
    expect(await added('# Another lesson\n')).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  lesson/title
        A second lesson title stands here; the first is in line 1.
         26 | # Another lesson
            | ^^^^^^^^^^^^^^^^
        hint: write ## for a page, or move the rest into a lesson file of its own"
    `);
  });
  it('no title', async () => {
    expect((await spoil([lesson, '# Ask first\n', '']))?.text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:1:1  error  lesson/title
        This lesson has no title.
          1 | 
            | ^
        hint: begin the file with \`# Lesson title\`"
    `);
  });
  it('no page', async () => {
    expect(
      (await spoil([lesson, '## Ask how they want to be told', ''], [lesson, '## Three levels', '']))?.text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:5:1  error  lesson/text-before-page
        Text stands before the first page of the lesson, where no learner sees it.
          5 | Some people want a letter, some a call, some both. Asking costs a minute and shows respect.
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: write \`## Page title\` above it"
    `);
  });
  it('text before the first page', async () => {
    expect(
      (await spoil([lesson, '# Ask first\n', '# Ask first\n\nSome words.\n\nMore.\n']))?.text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:3:1  error  lesson/text-before-page
        Text stands before the first page of the lesson, where no learner sees it.
          3 | Some words.
            | ^^^^^^^^^^^
        hint: write \`## Page title\` above it"
    `);
  });
  it('an empty page, an empty heading, and more than text in one', async () => {
    expect(
      await added('## Nothing\n\n##\n\nText.\n\n## With a [link](https://example.org)\n\nText.\n'),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:1  error  lesson/empty-page
        The page "Nothing" holds nothing.
         26 | ## Nothing
            | ^^^^^^^^^^
        hint: write its text, or delete the heading

      modules/clear-words/lessons/02-ask-first.md:28:1  error  lesson/heading
        This heading is empty.
         28 | ##
            | ^^
        hint: write its text behind the #

      modules/clear-words/lessons/02-ask-first.md:32:1  error  lesson/heading
        This heading holds more than text.
         32 | ## With a [link](https://example.org)
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: move the image, link or tag into the text below"
    `);
  });
  it('page ids', async () => {
    expect(
      await added(
        '## One {% #One_Two %}\n\nText.\n\n## \u4e00\n\nText.\n\n## Two {% .red %}\n\nText.\n\n### Three {% #three %}\n\nText.\n',
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:11  error  lesson/page-id
        The page id "One_Two" is malformed.
         26 | ## One {% #One_Two %}
            |           ^^^^^^^^
        hint: use lower-case letters, digits and single hyphens, at most 60

      modules/clear-words/lessons/02-ask-first.md:30:1  error  lesson/page-id
        No id can be made from this title.
         30 | ## 一
            | ^^^^
        hint: write one behind it: \`## Page title {% #page-id %}\`

      modules/clear-words/lessons/02-ask-first.md:34:8  error  markdown/annotation
        The heading of a page takes an id and nothing else.
         34 | ## Two {% .red %}
            |        ^^
        hint: write \`## Page title {% #page-id %}\`

      modules/clear-words/lessons/02-ask-first.md:38:11  error  markdown/annotation
        An annotation stands here; only the heading of a page (##) takes one, its id.
         38 | ### Three {% #three %}
            |           ^^
        hint: delete it"
    `);
  });
  it('front matter', async () => {
    expect(
      (await spoil([lesson, '# Ask first\n', '---\ntitle: x\n---\n\n# Ask first\n']))?.text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:1:1  error  lesson/front-matter
        This lesson begins with front matter.
          1 | ---
            | ^^^
        hint: delete the lines from --- to ---; what a module is stands in module.yaml"
    `);
  });
});
